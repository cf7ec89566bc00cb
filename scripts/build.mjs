// Builds the pages with Next, what the browser runs with rolldown and the server with esbuild into a release of its own, and notes from which sources. With
// `--if-needed` it does nothing where that was done already.
import { execFileSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { routesPlugin } from '../lib/process/routes-plugin.mjs'
import { buildBrowser } from './browser/build-browser.mjs'
import { ENTRIES, readBuildInputs } from './build-inputs.mjs'
import { beginRelease, publishRelease, takePages } from './releases.mjs'
import { encodeStamp, isBuilt, STAMP } from './source-stamp.mjs'
import { weighRelease } from './weight/weigh-release.mjs'

const root = new URL('..', import.meta.url)
process.chdir(new URL(root).pathname)
if (process.argv.includes('--if-needed')) {
  if (isBuilt()) process.exit(0)
  console.log('Building Fonana: this happens once per version and takes a few seconds.')
}
const stamp = encodeStamp(await readBuildInputs())
const release = beginRelease(JSON.parse(stamp).digest)

const nextCommand = createRequire(import.meta.url).resolve('next/dist/bin/next')
execFileSync(process.execPath, [nextCommand, 'build'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
})

takePages(release)
const browser = await buildBrowser(join(release, 'pages/static'))
writeFileSync(join(release, 'scripts.json'), JSON.stringify(browser.scripts))
await weighRelease(release, browser)

const common = {
  outdir: release,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
}
await build({
  ...common,
  entryPoints: ENTRIES.app,
  plugins: [routesPlugin],
  splitting: true,
  packages: 'external',
  sourcemap: true,
})
// The socket alone is to be small: only what it uses, in one bundle, which takes a third less memory than packages.
await build({
  ...common,
  entryPoints: ENTRIES.socket,
  external: ['@electric-sql/pglite', 'pg-native', 'pino-pretty'],
  // What is imported only when it is needed stays in files of its own, and out of memory.
  splitting: true,
  minify: true,
  banner: {
    // Packages that are not modules ask for what Node brings.
    js: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);",
  },
})
// Beside the bundle, where lib/db/migrations-folder.ts, lib/demo/pictures.ts, lib/http/site/site-files.ts and
// lib/texts/site-texts.ts look for them.
cpSync('lib/db/migrations', join(release, 'migrations'), { recursive: true })
cpSync('lib/demo/pictures', join(release, 'pictures'), { recursive: true })
cpSync('lib/http/site/site-files', join(release, 'site-files'), { recursive: true })
cpSync('lib/texts/site-texts', join(release, 'site-texts'), { recursive: true })
// Last: a release with it is whole.
writeFileSync(join(release, STAMP), stamp)
publishRelease(release)
