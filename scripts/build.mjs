// Builds the pages with Next and the server with esbuild, and notes from which sources. With `--if-needed` it does
// nothing where that was done already.
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { build } from 'esbuild'
import { routesPlugin } from './routes-plugin.mjs'
import { isBuilt, STAMP_FILE, sourceStamp } from './source-stamp.mjs'

const root = new URL('..', import.meta.url)
process.chdir(new URL(root).pathname)
if (process.argv.includes('--if-needed')) {
  if (isBuilt()) process.exit(0)
  console.log('Building Fonana: this happens once per version and takes a few seconds.')
}
const stamp = sourceStamp()

rmSync('dist', { recursive: true, force: true })
const nextCommand = createRequire(import.meta.url).resolve('next/dist/bin/next')
execFileSync(process.execPath, [nextCommand, 'build'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
})

const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
}
await build({
  ...common,
  entryPoints: { server: 'server.ts', demo: 'scripts/demo.ts', routes: 'fonana:routes' },
  plugins: [routesPlugin],
  splitting: true,
  packages: 'external',
  sourcemap: true,
})
// The socket alone is to be small: only what it uses, in one bundle, which takes a third less memory than packages.
await build({
  ...common,
  entryPoints: { ws: 'lib/process/socket-main.ts' },
  external: ['@electric-sql/pglite', 'pg-native', 'pino-pretty'],
  // What is imported only when it is needed stays in files of its own, and out of memory.
  splitting: true,
  minify: true,
  banner: {
    // Packages that are not modules ask for what Node brings.
    js: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);",
  },
})
// Beside the bundle, where lib/db/migrations-folder.ts looks for it.
cpSync('lib/db/migrations', 'dist/migrations', { recursive: true })
writeFileSync(STAMP_FILE, stamp)
