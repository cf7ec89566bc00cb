import { cpSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A fixture of this folder as one file, which starts in half the time: for what is started a hundred times. */
export async function bundleFixture(name: string): Promise<string> {
  const folder = `${root}node_modules/.cache/fonana-tests/${process.pid}`
  mkdirSync(folder, { recursive: true })
  // Beside the bundle, where lib/db/migrations-folder.ts looks for it.
  cpSync(`${root}lib/db/migrations`, `${folder}/migrations`, { recursive: true })
  const outfile = `${folder}/${name}.mjs`
  await build({
    entryPoints: [`${root}lib/test/${name}.fixture.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    alias: { '@': root },
    logLevel: 'warning',
  })
  return outfile
}
