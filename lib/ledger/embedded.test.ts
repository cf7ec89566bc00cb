import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address } from '@solana/kit'
import { createNoopSigner } from '@solana/kit'
import { getAdvanceNonceAccountInstruction } from '@solana-program/system'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EmbeddedLedger, openEmbeddedLedger } from './embedded'
import { type Keypair, newKeypair } from './keypair'
import { instructionsOf, makePayment, signed, transferOf } from './payment.fixture'
import { buildPayment, newReference, type Payment } from './payment-build'
import { checkExecutedPayment } from './payment-check'
import { BLOCKHASH_LIFETIME_BLOCKS } from './port'
import { readTransaction, signTransaction } from './transaction'

const SOL = 1_000_000_000n
const FEE = 5_000n
const BLOCK_MS = 400

let folder: string
let time: number
let ledger: EmbeddedLedger
let buyer: Keypair

const open = () => openEmbeddedLedger({ folder, now: () => time })
const journal = () => join(folder, 'journal.jsonl')

async function reopen(): Promise<void> {
  await ledger.close()
  ledger = await open()
}

async function signedPayment(payment: Payment, by = buyer): Promise<Uint8Array> {
  return signTransaction(buildPayment(payment, await ledger.latestBlockhash()), by)
}

async function accept(bytes: Uint8Array): Promise<string> {
  const sent = await ledger.send(bytes)
  if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
  return sent.signature
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  time = Date.parse('2026-01-01T00:00:00Z')
  ledger = await open()
  buyer = newKeypair()
  await ledger.airdrop(buyer.address, SOL)
})

afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true })
})

describe('sending', () => {
  it('executes once and tells everything about it', async () => {
    const payment = makePayment(buyer.address)
    const bytes = await signedPayment(payment)
    const signature = await accept(bytes)
    const { blockhash, lastValidBlockHeight } = await ledger.latestBlockhash()
    expect(readTransaction(bytes)).toMatchObject({ signature, feePayer: buyer.address, blockhash })
    expect(await ledger.status(signature)).toEqual({ state: 'finalized', slot: 0n, error: null })
    expect(await ledger.confirm(signature, { lastValidBlockHeight, timeoutMs: 0 })).toEqual({
      outcome: 'confirmed',
      slot: 0n,
    })
    const executed = await ledger.transaction(signature)
    expect(executed).toMatchObject({ signature, error: null, feeLamports: FEE, executedAt: new Date(time) })
    expect(executed?.bytes).toEqual(bytes)
    expect(executed?.balances[0]).toEqual({
      address: buyer.address,
      preLamports: SOL,
      postLamports: SOL - 10_000_000n - FEE,
    })
    expect(await ledger.signaturesFor(payment.reference)).toEqual([{ signature, slot: 0n, error: null }])
  })

  it('charges once when the same bytes are sent again, at the same time, or after their blockhash ended', async () => {
    const bytes = await signedPayment(makePayment(buyer.address))
    const sent = await Promise.all(Array.from({ length: 20 }, () => ledger.send(bytes)))
    expect(new Set(sent.map((result) => JSON.stringify(result))).size).toBe(1)
    time += 3_600_000
    expect(await ledger.send(bytes)).toEqual(sent[0])
    expect(sent[0]?.outcome).toBe('accepted')
    expect(await ledger.balance(buyer.address)).toBe(SOL - 10_000_000n - FEE)
  })

  it('refuses what is unreadable or not signed, for good', async () => {
    const unsigned = buildPayment(makePayment(buyer.address), await ledger.latestBlockhash())
    const forged = signTransaction(unsigned, buyer)
    forged[20] = (forged[20] ?? 0) ^ 1
    expect(await ledger.send(Uint8Array.of(1, 2, 3))).toMatchObject({
      outcome: 'refused',
      code: 'transaction_unreadable',
      final: true,
    })
    for (const bytes of [unsigned, forged]) {
      expect(await ledger.send(bytes, { preflight: false })).toMatchObject({
        outcome: 'refused',
        code: 'transaction_unsigned',
        final: true,
      })
    }
    expect(await ledger.balance(buyer.address)).toBe(SOL)
  })

  it.each([
    ['the price', 5_000_000n],
    ['the fee on top of the price', 10_000_000n],
    ['what the account must hold besides', 10_000_000n + FEE + 1_000n],
    ['the fee alone', 890_880n],
    ['anything, being unknown', 0n],
  ])('refuses a buyer who lacks %s and charges nothing', async (_name, lamports) => {
    const poor = newKeypair()
    if (lamports > 0n) await ledger.airdrop(poor.address, lamports)
    const payment = makePayment(poor.address)
    expect(await ledger.send(await signedPayment(payment, poor))).toMatchObject({
      outcome: 'refused',
      code: 'insufficient_funds',
      final: false,
    })
    expect(await ledger.balance(poor.address)).toBe(lamports)
    expect(await ledger.signaturesFor(payment.reference)).toEqual([])
  })

  it('takes the same bytes once there is enough money', async () => {
    const poor = newKeypair()
    const bytes = await signedPayment(makePayment(poor.address), poor)
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'refused', final: false })
    await ledger.airdrop(poor.address, SOL)
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'accepted' })
  })

  it('spends a wallet to its last lamport', async () => {
    const splits = [{ role: 'creator' as const, wallet: newKeypair().address, lamports: SOL - FEE }]
    await accept(await signedPayment(makePayment(buyer.address, { splits })))
    expect(await ledger.balance(buyer.address)).toBe(0n)
  })

  it('refuses a share too small to open its account, and takes it once the account is open', async () => {
    const wallet = newKeypair().address
    const splits = [{ role: 'platform' as const, wallet, lamports: 100_000n }]
    const send = async () => ledger.send(await signedPayment(makePayment(buyer.address, { splits })))
    expect(await send()).toMatchObject({ outcome: 'refused', code: 'transaction_failed' })
    await ledger.airdrop(wallet, 890_880n)
    expect(await send()).toMatchObject({ outcome: 'accepted' })
  })

  it('lands a failing transaction without preflight: the fee is charged, nothing else, and it is on record', async () => {
    const payment = makePayment(buyer.address, {
      splits: [{ role: 'creator', wallet: newKeypair().address, lamports: 2n * SOL }],
    })
    const sent = await ledger.send(await signedPayment(payment), { preflight: false })
    if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
    const error = { code: 'insufficient_funds', detail: expect.any(String) }
    expect(await ledger.status(sent.signature)).toMatchObject({ error })
    expect(await ledger.confirm(sent.signature, { lastValidBlockHeight: 0n, timeoutMs: 0 })).toMatchObject({
      outcome: 'failed',
      error,
    })
    expect(await ledger.signaturesFor(payment.reference)).toMatchObject([
      { signature: sent.signature, error },
    ])
    expect(await ledger.balance(buyer.address)).toBe(SOL - FEE)
  })

  it('does not land a transaction whose payer cannot even pay the fee, with or without preflight', async () => {
    const poor = newKeypair()
    const payment = makePayment(poor.address)
    const bytes = await signedPayment(payment, poor)
    for (const preflight of [true, false]) {
      expect(await ledger.send(bytes, { preflight })).toMatchObject({
        outcome: 'refused',
        code: 'insufficient_funds',
      })
    }
    await reopen()
    expect(await ledger.signaturesFor(payment.reference)).toEqual([])
    await ledger.airdrop(poor.address, SOL)
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'accepted' })
  })

  it('finds every transaction of a reference, newest first', async () => {
    const reference = newReference()
    const first = await accept(await signedPayment(makePayment(buyer.address, { reference })))
    const second = await accept(await signedPayment(makePayment(buyer.address, { reference })))
    const found = await ledger.signaturesFor(reference)
    expect(found.map(({ signature }) => signature)).toEqual([second, first])
    expect(await ledger.signaturesFor(newReference())).toEqual([])
  })
})

describe('a blockhash', () => {
  it('is live for 150 blocks and not for one more', async () => {
    const { blockhash, lastValidBlockHeight } = await ledger.latestBlockhash()
    expect(lastValidBlockHeight).toBe((await ledger.blockHeight()) + BLOCKHASH_LIFETIME_BLOCKS)
    const early = await signedPayment(makePayment(buyer.address))
    const late = await signedPayment(makePayment(buyer.address))
    const lateSignature = readTransaction(late)?.signature ?? ''
    time += 150 * BLOCK_MS
    const within = { lastValidBlockHeight, timeoutMs: 0 }
    expect(await ledger.confirm(lateSignature, within)).toEqual({ outcome: 'pending' })
    expect(await ledger.send(early)).toMatchObject({ outcome: 'accepted' })
    time += BLOCK_MS
    expect(await ledger.send(late)).toMatchObject({
      outcome: 'refused',
      code: 'transaction_expired',
      final: true,
    })
    expect(await ledger.confirm(lateSignature, within)).toEqual({ outcome: 'expired' })
    expect(await ledger.status(lateSignature)).toEqual({ state: 'unknown' })
    expect((await ledger.latestBlockhash()).blockhash).not.toBe(blockhash)
  })

  it('stays live over a restart, and its block does not come again when the clock is set back', async () => {
    time += 1_000 * BLOCK_MS
    await ledger.airdrop(buyer.address, SOL)
    const bytes = await signedPayment(makePayment(buyer.address))
    time -= 900 * BLOCK_MS
    await reopen()
    expect(await ledger.blockHeight()).toBe(1_000n)
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'accepted' })
  })

  it('of another ledger, or made up, is none', async () => {
    const other = await openEmbeddedLedger({ now: () => time })
    const foreign = (await other.latestBlockhash()).blockhash
    for (const blockhash of [foreign, newReference(), '11111111111111111111111111111111']) {
      const unsigned = buildPayment(makePayment(buyer.address), { blockhash, lastValidBlockHeight: 0n })
      expect(await ledger.send(signTransaction(unsigned, buyer))).toMatchObject({
        outcome: 'refused',
        code: 'transaction_expired',
      })
    }
  })

  it('cannot be replaced by a durable nonce', async () => {
    const nonce = { blockhash: newReference(), lastValidBlockHeight: 0n }
    const advance = getAdvanceNonceAccountInstruction({
      nonceAccount: newKeypair().address as Address,
      nonceAuthority: createNoopSigner(buyer.address as Address),
    })
    const bytes = signed([advance, ...instructionsOf(makePayment(buyer.address))], nonce, [buyer])
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'refused', code: 'transaction_expired' })
  })
})

describe('the faucet', () => {
  it('gives twice when asked twice for the same', async () => {
    const wallet = newKeypair().address
    const first = await ledger.airdrop(wallet, SOL)
    const second = await ledger.airdrop(wallet, SOL)
    expect([first.ok, second.ok]).toEqual([true, true])
    expect(second).not.toEqual(first)
    expect(await ledger.balance(wallet)).toBe(2n * SOL)
  })

  it('refuses what is no address, no amount or too little to open an account', async () => {
    expect(await ledger.airdrop('1'.repeat(44), SOL)).toMatchObject({ ok: false, code: 'validation_failed' })
    expect(await ledger.airdrop(buyer.address, 0n)).toMatchObject({ ok: false, code: 'validation_failed' })
    const unopened = newKeypair().address
    expect(await ledger.airdrop(unopened, 1n)).toMatchObject({ ok: false, code: 'transaction_failed' })
    expect(await ledger.balance(unopened)).toBe(0n)
  })
})

describe('a restart', () => {
  it('keeps balances, history, references and replay protection', async () => {
    const payment = makePayment(buyer.address)
    const bytes = await signedPayment(payment)
    const signature = await accept(bytes)
    const tooMuch = makePayment(buyer.address, {
      splits: [{ role: 'creator', wallet: newKeypair().address, lamports: 2n * SOL }],
    })
    const failing = await signedPayment(tooMuch)
    await ledger.send(failing, { preflight: false })
    const executed = await ledger.transaction(signature)
    const balances = () =>
      Promise.all(
        [buyer.address, ...payment.splits.map(({ wallet }) => wallet)].map((wallet) =>
          ledger.balance(wallet),
        ),
      )
    const before = await balances()
    const failures = await ledger.signaturesFor(tooMuch.reference)
    expect(failures).toHaveLength(1)

    time += 86_400_000
    await reopen()
    expect(await balances()).toEqual(before)
    expect(await ledger.transaction(signature)).toEqual(executed)
    expect(executed && checkExecutedPayment(executed, payment)).toEqual({ ok: true, signature })
    expect(await ledger.signaturesFor(payment.reference)).toHaveLength(1)
    expect(await ledger.signaturesFor(tooMuch.reference)).toEqual(failures)
    expect(await ledger.send(bytes)).toEqual({ outcome: 'accepted', signature })
    expect(await ledger.send(failing)).toMatchObject({ outcome: 'accepted' })
    expect(await balances()).toEqual(before)
  })

  it('forgets half a line at the end of the journal and goes on after it', async () => {
    const signature = await accept(await signedPayment(makePayment(buyer.address)))
    await ledger.close()
    appendFileSync(journal(), '{"slot":"1","at":17')
    ledger = await open()
    const next = await accept(await signedPayment(makePayment(buyer.address)))
    await reopen()
    for (const known of [signature, next]) expect(await ledger.status(known)).toMatchObject({ error: null })
  })

  it('refuses a journal that was damaged before its end', async () => {
    await ledger.close()
    writeFileSync(journal(), readFileSync(journal(), 'utf8').replace('"slot"', '"sl'))
    await expect(open()).rejects.toThrow(/journal\.jsonl, line 2/)
    rmSync(journal())
    ledger = await open()
  })

  it('does not execute what another process wrote behind its back', async () => {
    const bytes = await signedPayment(makePayment(buyer.address))
    appendFileSync(journal(), '{}\n')
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'unavailable' })
    expect(await ledger.balance(buyer.address)).toBe(SOL)
  })
})

it.each([
  ['in a folder', () => open()],
  ['in memory', () => openEmbeddedLedger({ now: () => time })],
])('answers that it is unavailable once closed and takes nothing in, %s', async (_name, openOne) => {
  await ledger.close()
  ledger = await openOne()
  await ledger.airdrop(buyer.address, SOL)
  const balance = await ledger.balance(buyer.address)
  const bytes = await signedPayment(makePayment(buyer.address))
  expect(await ledger.ready()).toBe(true)
  await ledger.close()
  expect(await ledger.ready()).toBe(false)
  expect(await ledger.send(bytes)).toMatchObject({ outcome: 'unavailable' })
  expect(await ledger.airdrop(buyer.address, SOL)).toMatchObject({ ok: false, code: 'unavailable' })
  expect(await ledger.balance(buyer.address)).toBe(balance)
})

it('executes a transfer of two signers and charges both signatures to the payer', async () => {
  const other = newKeypair()
  await ledger.airdrop(other.address, SOL)
  const transfer = transferOf(other.address, newKeypair().address, 1_000_000n)
  const bytes = signed([transfer], await ledger.latestBlockhash(), [buyer, other])
  const executed = await ledger.transaction(await accept(bytes))
  expect(executed?.feeLamports).toBe(2n * FEE)
  expect(await ledger.balance(buyer.address)).toBe(SOL - 2n * FEE)
})
