import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepSecret } from './kept-secret'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fonana-secret-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('makes a long secret once, which nobody else on the machine can read', () => {
  const path = join(folder, 'below', 'secret')
  const secret = keepSecret(path)
  expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(keepSecret(path)).toBe(secret)
  expect(keepSecret(join(folder, 'another'))).not.toBe(secret)
})

it('never replaces what is there', () => {
  const path = join(folder, 'secret')
  writeFileSync(path, 'from an earlier version\n')
  expect(keepSecret(path)).toBe('from an earlier version')
  expect(readFileSync(path, 'utf8')).toBe('from an earlier version\n')
})
