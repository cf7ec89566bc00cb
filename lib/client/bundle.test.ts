import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

it('brings neither zod nor the Solana library, no dictionary and nothing of the server into a page', async () => {
  const isTest = (name: string) => name.includes('.test.') || name.startsWith('test-')
  const files = readdirSync(FOLDER).filter((name) => /\.tsx?$/.test(name) && !isTest(name))
  const { metafile } = await build({
    stdin: {
      contents: files.map((name) => `export * from './${name.replace(/\.tsx?$/, '')}'`).join('\n'),
      resolveDir: FOLDER,
    },
    alias: { '@': fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '') },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    // What speaks with wallet apps is loaded on Android alone.
    external: ['react', 'react/*', '@solana-mobile/*'],
  })
  const inputs = Object.keys(metafile.inputs)
  expect(inputs.length).toBeGreaterThan(files.length)
  const unwanted = inputs.filter((path) =>
    /node_modules\/(zod|@solana\/kit|ws|pg|@formatjs)\/|lib\/(domain|db|realtime|http|ledger)\/|lib\/words\/(en|ru|dictionaries)\.ts/.test(
      path,
    ),
  )
  expect(unwanted).toEqual([])
})
