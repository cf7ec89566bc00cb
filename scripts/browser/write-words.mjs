import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/**
 * Writes what the site says into `folder`, parsed, a file a language. Answers the name of each by its language: it tells its
 * content.
 */
export async function writeWords(folder) {
  const { DICTIONARIES, compiledDictionary } = await readDictionaries(folder)
  return Object.fromEntries(
    Object.keys(DICTIONARIES).map((locale) => {
      const json = JSON.stringify(compiledDictionary(locale))
      const name = `words-${locale}-${createHash('sha256').update(json).digest('base64url').slice(0, 8)}.json`
      writeFileSync(join(folder, name), json)
      return [locale, name]
    }),
  )
}

/** They are TypeScript, which a build does not run by itself. */
async function readDictionaries(folder) {
  const outfile = join(folder, 'dictionaries.mjs')
  try {
    await build({
      entryPoints: ['lib/words/dictionaries.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'warning',
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(outfile, { force: true })
  }
}
