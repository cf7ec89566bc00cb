// Bundles the bench of the socket as the server is bundled for production, and runs it.
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
// One of its own, as two may run at the same time.
const outdir = `.cache/bench-fanout-${process.pid}`
await build({
  entryPoints: { fanout: 'bench/fanout.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
})
cpSync('lib/db/migrations', `${outdir}/migrations`, { recursive: true })
// Every one of its processes holds thousands of sockets.
const command = 'ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"; exec "$@"'
const args = [process.execPath, `${outdir}/fanout.mjs`, ...process.argv.slice(2)]
const { status } = spawnSync('sh', ['-c', command, 'sh', ...args], { stdio: 'inherit' })
rmSync(outdir, { recursive: true, force: true })
process.exitCode = status ?? 1
