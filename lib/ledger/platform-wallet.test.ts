import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openEmbeddedLedger } from './embedded'
import { keypairFromSeed, newKeypair } from './keypair'
import { keepPlatformWallet, openPlatformAccount } from './platform-wallet'
import { ACCOUNT_MIN_LAMPORTS } from './port'

let folder: string
const file = () => join(folder, 'platform-wallet.json')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platform-wallet-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

it('is made once and then kept, readable by its owner only', () => {
  const wallet = keepPlatformWallet(folder)
  expect(keepPlatformWallet(folder)).toBe(wallet)
  expect(readdirSync(folder)).toEqual(['platform-wallet.json'])
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  const bytes = Uint8Array.from(JSON.parse(readFileSync(file(), 'utf8')))
  expect(keypairFromSeed(bytes.subarray(0, 32)).address).toBe(wallet)
})

it('is not made anew over a file that holds no keypair', () => {
  const { seed } = newKeypair()
  for (const text of ['', '[1,2,3]', JSON.stringify([...seed, ...seed])]) {
    writeFileSync(file(), text)
    expect(() => keepPlatformWallet(folder)).toThrow()
    expect(readFileSync(file(), 'utf8')).toBe(text)
  }
})

it('gets just what its account must hold, once', async () => {
  const ledger = await openEmbeddedLedger()
  const wallet = keepPlatformWallet(folder)
  await openPlatformAccount(ledger, wallet)
  await openPlatformAccount(ledger, wallet)
  expect(await ledger.balance(wallet)).toBe(ACCOUNT_MIN_LAMPORTS)
})
