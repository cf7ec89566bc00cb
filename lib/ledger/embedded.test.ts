import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address } from '@solana/kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instructionsOf, makePayment, signed } from '@/tests/support/ledger/payments'
import { type EmbeddedLedger, openEmbeddedLedger } from './embedded'
import { checkExecutedPayment } from './executed-payment'
import { type Keypair, newKeypair } from './keypair'
import { buildPayment, newReference, type Payment } from './payment-build'
import { BLOCKHASH_LIFETIME_BLOCKS } from './port'
import { readTransaction, signTransaction } from './transaction'

const SOL = 1_000_000_000n
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
  it('makes final what it executes, at once and at the time of its clock', async () => {
    const bytes = await signedPayment(makePayment(buyer.address))
    const signature = await accept(bytes)
    const { blockhash, lastValidBlockHeight } = await ledger.latestBlockhash()
    expect(readTransaction(bytes)).toMatchObject({ signature, feePayer: buyer.address, blockhash })
    expect(await ledger.status(signature)).toEqual({ state: 'finalized', slot: 1n, error: null })
    expect(await ledger.confirm(signature, { lastValidBlockHeight, timeoutMs: 0 })).toEqual({
      outcome: 'confirmed',
      slot: 1n,
    })
    expect(await ledger.transaction(signature)).toMatchObject({ slot: 1n, executedAt: new Date(time) })
  })

  it('takes no transaction with lookup tables', async () => {
    const payment = makePayment(buyer.address)
    const tables = { [newKeypair().address as Address]: [payment.reference as Address] }
    const bytes = signed(instructionsOf(payment), await ledger.latestBlockhash(), [buyer], 0, tables)
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'refused', code: 'transaction_unreadable' })
    expect(await ledger.balance(buyer.address)).toBe(SOL)
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
    expect((await ledger.search(payment.reference)).signatures).toEqual([])
    await ledger.airdrop(poor.address, SOL)
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'accepted' })
  })
})

describe('a blockhash', () => {
  it('is live for 150 blocks and not for one more', async () => {
    const { blockhash, lastValidBlockHeight } = await ledger.latestBlockhash()
    expect(lastValidBlockHeight).toBe(
      (await ledger.search(newReference())).finalizedHeight + BLOCKHASH_LIFETIME_BLOCKS,
    )
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
    expect((await ledger.search(newReference())).finalizedHeight).toBe(1_001n)
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
    const failures = (await ledger.search(tooMuch.reference)).signatures
    expect(failures).toHaveLength(1)

    time += 86_400_000
    await reopen()
    expect(await balances()).toEqual(before)
    expect(await ledger.transaction(signature)).toEqual(executed)
    expect(executed && checkExecutedPayment(executed, payment)).toEqual({ ok: true, signature })
    expect((await ledger.search(payment.reference)).signatures).toHaveLength(1)
    expect((await ledger.search(tooMuch.reference)).signatures).toEqual(failures)
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
