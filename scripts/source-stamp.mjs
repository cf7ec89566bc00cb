import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Written last by a build: it is whole, and made of the sources that are listed there. */
export const STAMP = 'stamp'

/** What a build reads besides what is imported: whole folders, where a new file counts too, and how it is built. */
const BESIDES = [
  'app',
  'lib/db/migrations',
  'lib/demo/pictures',
  'lib/http/site/site-files',
  'lib/texts/site-texts',
  'lib/process/routes-plugin.mjs',
  'scripts/build.mjs',
  'scripts/build-inputs.mjs',
  'scripts/releases.mjs',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/**
 * A digest of the sources with these paths and of what every build reads besides.
 *
 * @param {readonly string[]} inputs
 * @param {(path: string) => string | Buffer} read
 */
export function digestOf(inputs, read = readFileSync) {
  const hash = createHash('sha256')
  const paths = new Set([...inputs, ...BESIDES.flatMap(filesIn)])
  for (const path of [...paths].sort()) hash.update(path).update('\0').update(read(path)).update('\0')
  return hash.digest('hex')
}

export function encodeStamp(inputs) {
  return JSON.stringify({ digest: digestOf(inputs), inputs })
}

export function isBuilt() {
  try {
    const { digest, inputs } = JSON.parse(readFileSync(join('dist', STAMP), 'utf8'))
    return digest === digestOf(inputs)
  } catch {
    // There is none, or one of its sources is gone.
    return false
  }
}

function filesIn(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => filesIn(join(path, name)))
  return /\.test\.tsx?$/.test(path) ? [] : [path]
}
