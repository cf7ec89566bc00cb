import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'

const CODE = /\.(tsx?|mjs|cjs|js)$/
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '.js']

/**
 * @typedef {object} Import
 * @property {string} from the file that imports
 * @property {string} specifier as it is written
 * @property {string | null} to the file of this project that is meant; null for a package
 */

/** Every file of code that git knows, or could, but for those that are deleted. */
export function listFiles() {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate'], {
    encoding: 'utf8',
  })
  const deleted = new Set(execFileSync('git', ['ls-files', '-d'], { encoding: 'utf8' }).split('\n'))
  return listed.split('\n').filter((file) => CODE.test(file) && !deleted.has(file))
}

/**
 * All imports of these files, also those of types alone.
 *
 * @param {string[]} files
 * @returns {Import[]}
 */
export function readImports(files) {
  const known = new Set(files)
  return files.flatMap((from) => {
    const text = readFileSync(from, 'utf8')
    return specifiersOf(from, text).map((specifier) => ({
      from,
      specifier,
      to: resolve(from, specifier, known),
    }))
  })
}

function specifiersOf(file, text) {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module
  return [
    ...staticImports.map((found) => found.moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    // One that is put together at run time names no file.
    ...dynamicImports.flatMap(
      ({ moduleRequest: { start, end } }) => /^'([^']+)'$/.exec(text.slice(start, end))?.[1] ?? [],
    ),
  ]
}

function resolve(from, specifier, known) {
  if (!isPath(specifier)) return null
  const path = specifier.startsWith('@/') ? specifier.slice(2) : normalize(join(dirname(from), specifier))
  return ENDINGS.map((ending) => path + ending).find((file) => known.has(file)) ?? path
}

/** @param {string} specifier */
export function isPath(specifier) {
  return specifier.startsWith('@/') || specifier.startsWith('.')
}
