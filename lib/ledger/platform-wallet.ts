import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { address, getAddressDecoder, getAddressEncoder } from '@solana/kit'
import * as z from 'zod'
import { type Keypair, keypairFromSeed, newKeypair } from './keypair'
import { ACCOUNT_MIN_LAMPORTS, type Faucet, type Ledger } from './port'

const FILE = 'platform-wallet.json'
const SEED_BYTES = 32

/** The keypair file of Solana's own tools: 32 bytes of private key, then 32 of the address. */
const KeypairFile = z.array(z.int().min(0).max(255)).length(64)

/**
 * The address of the platform's wallet, whose key is made on the first call and kept in the folder, readable by its
 * owner only, in a file that Solana's tools understand. Throws when the file holds something else.
 */
export function keepPlatformWallet(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, FILE)
  return (readKeypair(path) ?? createKeypair(path)).address
}

/** Opens the platform's account if it is not: a share under 890,880 lamports could not, and its payment would fail. */
export async function openPlatformAccount(ledger: Ledger & Faucet, wallet: string): Promise<void> {
  const balance = await ledger.balance(wallet)
  if (balance >= ACCOUNT_MIN_LAMPORTS) return
  const airdrop = await ledger.airdrop(wallet, ACCOUNT_MIN_LAMPORTS - balance)
  if (!airdrop.ok) throw new Error(`PLATFORM_WALLET: its account could not be opened: ${airdrop.detail}`)
}

function readKeypair(path: string): Keypair | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
  const bytes = Uint8Array.from(KeypairFile.parse(JSON.parse(text)))
  const keypair = keypairFromSeed(bytes.subarray(0, SEED_BYTES))
  if (keypair.address !== getAddressDecoder().decode(bytes.subarray(SEED_BYTES))) {
    throw new Error(`${path} does not hold a keypair`)
  }
  return keypair
}

/** Whole or not at all, and never over another one: money may already be on it. */
function createKeypair(path: string): Keypair {
  const keypair = newKeypair()
  const publicKey = getAddressEncoder().encode(address(keypair.address))
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, JSON.stringify([...keypair.seed, ...publicKey]), { mode: 0o600 })
  try {
    linkSync(draft, path)
  } finally {
    unlinkSync(draft)
  }
  return keypair
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
