import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Written last by a build: it is whole, and made of these sources. */
export const STAMP_FILE = 'dist/stamp'

const SOURCES = [
  'app',
  'components',
  'lib',
  'server.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
]

/** A digest of everything a build is made of. */
export function sourceStamp() {
  const hash = createHash('sha256')
  for (const source of SOURCES) add(hash, source)
  return hash.digest('hex')
}

export function isBuilt() {
  return existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === sourceStamp()
}

function add(hash, path) {
  if (!existsSync(path)) return
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) add(hash, join(path, name))
  } else if (!/\.test\.tsx?$/.test(path)) {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  }
}
