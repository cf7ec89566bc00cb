import {
  type Address,
  appendTransactionMessageInstruction,
  type Blockhash,
  compileTransaction,
  createNoopSigner,
  createTransactionMessage,
  generateKeyPairSigner,
  getAddressEncoder,
  getTransactionDecoder,
  getTransactionEncoder,
  lamports,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  verifySignature,
} from '@solana/kit'
import { getTransferSolInstruction } from '@solana-program/system'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { signInMessage } from '@/lib/domain/accounts/sign-in-message'
import { type DemoKeys, generateKey } from './demo-keys'
import { DemoWallet } from './demo-wallet'
import { connectWallet, findAccount, isUsable, signInWithWallet, signTransaction } from './wallet'
import { locateSignature } from './wire-transaction'

class MemoryKeys implements DemoKeys {
  #keys: CryptoKeyPair | null = null
  load = async () => this.#keys
  make = async () => (this.#keys ??= await generateKey())
  replace = async (keys: CryptoKeyPair) => {
    this.#keys = keys
  }
}

let keys: MemoryKeys
let wallet: DemoWallet
beforeEach(() => {
  keys = new MemoryKeys()
  wallet = new DemoWallet(keys)
  vi.stubGlobal('location', { host: 'localhost:3000' })
  const storage = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  })
  return () => vi.unstubAllGlobals()
})

async function connected() {
  const result = await connectWallet(wallet)
  if (!result.ok) throw new Error(result.message)
  return result.account
}

async function verify(address: string, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  const raw = Uint8Array.from(getAddressEncoder().encode(address as Address))
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', true, ['verify'])
  return verifySignature(key, signature as Parameters<typeof verifySignature>[1], bytes)
}

const fields = (address: string) => ({
  domain: 'localhost:3000',
  address,
  statement: 'Sign in to Fonana.',
  uri: 'http://localhost:3000',
  version: '1' as const,
  chainId: 'mainnet',
  nonce: '0123456789abcdef',
  issuedAt: '2026-01-02T03:04:05.000Z',
  expirationTime: '2026-01-02T03:09:05.000Z',
})

describe('DemoWallet', () => {
  it('can do everything that is asked of a wallet, and keeps its account', async () => {
    expect(isUsable(wallet)).toBe(true)
    const account = await connected()
    expect(getAddressEncoder().encode(account.address as Address)).toEqual(account.publicKey)
    expect((await connected()).address).toBe(account.address)
  })

  it('makes no key when it is only looked for', async () => {
    expect(await connectWallet(wallet, { silent: true })).toMatchObject({ ok: false })
    expect(await findAccount([wallet], 'nobody')).toEqual({ ok: false, reason: 'missing' })
    expect(wallet.accounts).toEqual([])
  })

  it('is another account when its key was replaced, and signs no more for the one before', async () => {
    const before = await connected()
    const address = before.address as Address
    const transaction = await transfer(address, createNoopSigner(address))
    await keys.replace(await generateKey())
    expect(await signTransaction(wallet, before, transaction, 'embedded')).toEqual({
      ok: false,
      reason: 'failed',
      message: 'This browser has another demo wallet now.',
      fault: 'other_demo_wallet',
    })
    const after = await connected()
    expect(after.address).not.toBe(before.address)
    expect(wallet.accounts.map(({ address }) => address)).toEqual([after.address])
  })

  it('tells its listeners of accounts that come and go', async () => {
    const heard: number[] = []
    const stop = wallet.features['standard:events'].on('change', ({ accounts }) =>
      heard.push(accounts?.length ?? -1),
    )
    await connected()
    await connected()
    await wallet.features['standard:disconnect'].disconnect()
    stop()
    await connected()
    expect(heard).toEqual([1, 0])
  })

  it('signs in with exactly the text that the server offers', async () => {
    const account = await connected()
    const input = fields(account.address)
    const message = signInMessage(input)
    const spy = vi.spyOn(wallet.features['solana:signMessage'], 'signMessage')
    const signed = await signInWithWallet(wallet, account, { input, message })
    if (!signed.ok) throw new Error(signed.message)
    expect(spy).not.toHaveBeenCalled()
    expect(await verify(account.address, signed.signature, new TextEncoder().encode(message))).toBe(true)
  })

  it('has the offered text signed when the wallet would write another', async () => {
    const account = await connected()
    const message = 'another text altogether'
    const signed = await signInWithWallet(wallet, account, { input: fields(account.address), message })
    if (!signed.ok) throw new Error(signed.message)
    expect(await verify(account.address, signed.signature, new TextEncoder().encode(message))).toBe(true)
  })

  async function transfer(payer: string, source: Parameters<typeof getTransferSolInstruction>[0]['source']) {
    const { address: destination } = await generateKeyPairSigner()
    const message = pipe(
      createTransactionMessage({ version: 0 }),
      (tx) => setTransactionMessageFeePayer(payer as Address, tx),
      (tx) =>
        setTransactionMessageLifetimeUsingBlockhash(
          { blockhash: '11111111111111111111111111111111' as Blockhash, lastValidBlockHeight: 1n },
          tx,
        ),
      (tx) =>
        appendTransactionMessageInstruction(
          getTransferSolInstruction({ source, destination, amount: lamports(5n) }),
          tx,
        ),
    )
    return Uint8Array.from(getTransactionEncoder().encode(compileTransaction(message)))
  }

  it('signs a transaction in its own place and changes nothing else', async () => {
    const account = await connected()
    const unsigned = await transfer(account.address, createNoopSigner(account.address as Address))
    const signed = await signTransaction(wallet, account, unsigned, 'embedded')
    if (!signed.ok || signed.transaction === null) throw new Error('not signed')
    const before = getTransactionDecoder().decode(unsigned)
    const after = getTransactionDecoder().decode(signed.transaction)
    expect(after.messageBytes).toEqual(before.messageBytes)
    const signature = after.signatures[account.address as Address]
    expect(
      await verify(account.address, signature as unknown as Uint8Array, Uint8Array.from(after.messageBytes)),
    ).toBe(true)
  })

  it('leaves the places of other signers alone', async () => {
    const account = await connected()
    const payer = await generateKeyPairSigner()
    const unsigned = await transfer(payer.address, createNoopSigner(account.address as Address))
    const place = locateSignature(unsigned, Uint8Array.from(account.publicKey))
    expect(place?.signatureOffset).toBe(65)
    const signed = await signTransaction(wallet, account, unsigned, 'embedded')
    if (!signed.ok || signed.transaction === null) throw new Error('not signed')
    const { signatures } = getTransactionDecoder().decode(signed.transaction)
    expect(signatures[payer.address]).toBeNull()
    expect(signatures[account.address as Address]).not.toBeNull()
  })

  it('does not sign a transaction that asks for somebody else, or none at all', async () => {
    const account = await connected()
    const stranger = await generateKeyPairSigner()
    const foreign = await transfer(stranger.address, stranger)
    for (const bytes of [
      foreign,
      new Uint8Array(),
      Uint8Array.of(255, 255, 255, 255),
      foreign.slice(0, 70),
    ]) {
      expect(await signTransaction(wallet, account, bytes, 'embedded')).toMatchObject({
        ok: false,
        reason: 'failed',
      })
    }
  })
})

describe('a wallet whose user says no', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 4001 }), 'rejected'],
    [new Error('User rejected the request.'), 'rejected'],
    [new Error('Request cancelled by user'), 'rejected'],
    [new Error('The ledger device is busy'), 'failed'],
  ])('is told apart from one that fails: %s', async (error, reason) => {
    const account = await connected()
    const refusing = {
      ...wallet,
      name: 'x',
      accounts: [],
      features: { 'solana:signTransaction': { signTransaction: () => Promise.reject(error) } },
    }
    const result = await signTransaction(refusing as never, account, new Uint8Array(), 'embedded')
    expect(result).toMatchObject({ ok: false, reason })
  })
})
