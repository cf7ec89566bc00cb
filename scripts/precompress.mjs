// Packs the built files once, as small as they go: lib/http/serving/static-files.ts hands them out as they are.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TEXT = /\.(js|css|json|svg|txt)$/

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** `x.js` gets `x.js.br` and `x.js.gz` beside it, where it has none yet. */
export async function precompress(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => TEXT.test(path))
    .map((path) => join(folder, path))
    .filter((path) => !existsSync(`${path}.br`) || !existsSync(`${path}.gz`))
  await Promise.all(paths.map(pack))
}

async function pack(path) {
  const text = readFileSync(path)
  const [small, zipped] = await Promise.all([
    brotli(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
    zip(text, { level: constants.Z_BEST_COMPRESSION }),
  ])
  writeFileSync(`${path}.br`, small)
  writeFileSync(`${path}.gz`, zipped)
}
