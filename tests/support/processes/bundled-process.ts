import { cpSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const bundles = new Map<string, Promise<string>>()
const root = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * Node's arguments for a process that lives a second: the embedded database is WebAssembly, and optimizing it for a long
 * life, as V8 does on other threads, takes as much time again as everything that such a process does.
 */
export const SHORT_LIFE = ['--liftoff-only']

/** A process of `tests/processes` bundled with its packages, which starts in a third of the time. */
export function bundleProcess(name: string): Promise<string> {
  return bundleFile(`tests/processes/${name}.ts`)
}

/** Any file of the project that can be started, likewise; it works only as long as this process lives. */
export function bundleFile(path: string): Promise<string> {
  const known = bundles.get(path) ?? bundle(path)
  bundles.set(path, known)
  return known
}

async function bundle(path: string): Promise<string> {
  const all = `${root}node_modules/.cache/fonana-tests/${process.pid}`
  if (bundles.size === 0) process.once('exit', () => rmSync(all, { recursive: true, force: true }))
  const name = basename(path, '.ts')
  const folder = `${all}/${name}`
  // Beside the bundle, where lib/db/migrations-folder.ts looks for it.
  cpSync(`${root}lib/db/migrations`, `${folder}/migrations`, { recursive: true })
  await build({
    entryPoints: [`${root}${path}`],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported only when it is needed stays in files of its own.
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // What is no JavaScript stays where it is.
    external: ['@electric-sql/pglite', 'litesvm', 'sharp', 'pg-native', 'pino-pretty'],
    // Packages that are not modules ask for what Node brings.
    banner: {
      js: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);",
    },
    alias: { '@': root },
    logLevel: 'warning',
  })
  return `${folder}/${name}.mjs`
}
