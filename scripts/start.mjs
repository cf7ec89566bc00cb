// Starts the production server; builds first if there is no build of these sources.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isBuilt } from './source-stamp.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
process.env.NODE_ENV ??= 'production'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'

if (!isBuilt()) {
  console.log('Building Fonana: this happens once per version and takes about a minute.')
  // In a process of its own: its 800 MB are gone when the server starts.
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
}
await import('../dist/server.js')
