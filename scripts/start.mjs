// Starts the production server. Builds before if there is no build of these sources, and fills a new folder with the
// demo content.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
process.env.NODE_ENV ??= 'production'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'

before('scripts/build.mjs', '--if-needed')
if (process.env.FONANA_ROLE === 'ws') {
  await import('../dist/ws.js')
} else {
  before('dist/demo.js', '--first-start')
  await import('../dist/server.js')
}

/** In a process of its own: its memory is gone when the server starts. What it could not do stops the start. */
function before(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
