import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const SECRET_BYTES = 48

/** A secret that is made on first use and kept in a file readable by its owner only. */
export function keepSecret(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  try {
    // Fails when it exists: a secret that tokens were signed with is never replaced.
    writeFileSync(path, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(path, 'utf8').trim()
}
