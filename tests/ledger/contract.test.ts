import { type Address, createNoopSigner } from '@solana/kit'
import { getAdvanceNonceAccountInstruction } from '@solana-program/system'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkExecutedPayment } from '@/lib/ledger/executed-payment'
import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { buildPayment, newReference, type Payment } from '@/lib/ledger/payment-build'
import type { Confirmation, Ledger, SignatureEntry } from '@/lib/ledger/port'
import { signTransaction, transactionSignature } from '@/lib/ledger/transaction'
import { LEDGER_WORLDS, type LedgerWorld } from '@/tests/support/ledger/ledger-world'
import { instructionsOf, makePayment, signed, transferOf } from '@/tests/support/ledger/payments'

const SOL = 1_000_000_000n
const FEE = 5_000n
const PRICE = 10_000_000n
const WAIT = { timeoutMs: 20_000 }

describe.each(LEDGER_WORLDS.filter(({ available }) => available))('on $name', ({ open }) => {
  let world: LedgerWorld
  let ledger: Ledger
  let buyer: Keypair

  beforeAll(async () => {
    world = await open()
    ledger = world.ledger
  })

  afterAll(() => world.stop())

  beforeEach(async () => {
    buyer = newKeypair()
    await world.fund(buyer.address, SOL)
  })

  const sign = async (payment: Payment, by = buyer) =>
    signTransaction(buildPayment(payment, await ledger.latestBlockhash()), by)

  async function accept(bytes: Uint8Array): Promise<string> {
    const sent = await ledger.send(bytes)
    if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
    return sent.signature
  }

  async function outcomeOf(signature: string): Promise<Confirmation> {
    const { lastValidBlockHeight } = await ledger.latestBlockhash()
    return ledger.confirm(signature, { lastValidBlockHeight, ...WAIT })
  }

  async function pay(payment: Payment): Promise<string> {
    const signature = await accept(await sign(payment))
    expect(await outcomeOf(signature)).toMatchObject({ outcome: 'confirmed' })
    return signature
  }

  async function historyOf(account: string): Promise<SignatureEntry[]> {
    const entries = []
    for await (const entry of ledger.history(account)) entries.push(entry)
    return entries
  }

  const untilFinal = (height: bigint) =>
    vi.waitFor(
      async () => {
        await world.pass()
        const { finalizedHeight } = await ledger.search(newReference())
        if (finalizedHeight <= height) throw new Error(`still at ${finalizedHeight}`)
      },
      { timeout: 20_000, interval: 1 },
    )

  it('a payment is executed and told in all ways alike', async () => {
    expect(await ledger.ready()).toBe(true)
    const payment = makePayment(buyer.address)
    const bytes = await sign(payment)
    const signature = transactionSignature(bytes) ?? ''
    expect(await ledger.status(signature)).toEqual({ state: 'unknown' })
    expect(await ledger.transaction(signature)).toBeNull()
    expect(await accept(bytes)).toBe(signature)
    const confirmation = await outcomeOf(signature)
    if (confirmation.outcome !== 'confirmed') throw new Error(JSON.stringify(confirmation))

    const entry = { signature, slot: confirmation.slot, error: null }
    expect(await ledger.status(signature)).toMatchObject({ slot: confirmation.slot, error: null })
    expect((await ledger.search(payment.reference)).signatures).toMatchObject([entry])
    expect(await historyOf(payment.reference)).toMatchObject([entry])
    expect((await ledger.search(newReference())).signatures).toEqual([])

    const executed = await ledger.transaction(signature)
    expect(executed).toMatchObject({ ...entry, feeLamports: FEE, innerInstructions: [] })
    expect(executed?.bytes).toEqual(bytes)
    expect(executed?.executedAt.getTime()).toBeGreaterThanOrEqual(Date.parse('2026-01-01T00:00:00Z'))
    expect(executed?.balances[0]).toEqual({
      address: buyer.address,
      preLamports: SOL,
      postLamports: SOL - PRICE - FEE,
    })
    expect(executed && checkExecutedPayment(executed, payment)).toEqual({ ok: true, signature })
    for (const { wallet, lamports } of payment.splits) expect(await ledger.balance(wallet)).toBe(lamports)
  })

  it('what was sent many times, at once and later, is charged once', async () => {
    const payment = makePayment(buyer.address)
    const bytes = await sign(payment)
    const signature = transactionSignature(bytes) ?? ''
    const sent = await Promise.all(Array.from({ length: 10 }, () => ledger.send(bytes)))
    for (const result of sent) expect(result).toEqual({ outcome: 'accepted', signature })
    await outcomeOf(signature)
    for (const preflight of [true, false]) {
      expect(await ledger.send(bytes, { preflight })).toEqual({ outcome: 'accepted', signature })
    }
    expect(await ledger.balance(buyer.address)).toBe(SOL - PRICE - FEE)
    expect((await ledger.search(payment.reference)).signatures).toHaveLength(1)
  })

  it('what is unreadable or not signed is refused for good', async () => {
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
    ['the fee on top of the price', PRICE],
    ['what the account must hold besides', PRICE + FEE + 1_000n],
    ['the fee alone', 890_880n],
    ['anything, being unknown', 0n],
  ])('a buyer who lacks %s is refused and charged nothing', async (_name, lamports) => {
    const poor = newKeypair()
    if (lamports > 0n) await world.fund(poor.address, lamports)
    const payment = makePayment(poor.address)
    expect(await ledger.send(await sign(payment, poor))).toMatchObject({
      outcome: 'refused',
      code: 'insufficient_funds',
      final: false,
    })
    expect(await ledger.balance(poor.address)).toBe(lamports)
    expect((await ledger.search(payment.reference)).signatures).toEqual([])
  })

  it('the same bytes are taken once there is enough money', async () => {
    const poor = newKeypair()
    const bytes = await sign(makePayment(poor.address), poor)
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'refused', final: false })
    await world.fund(poor.address, SOL)
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'accepted' })
  })

  it('a wallet can be spent to its last lamport', async () => {
    const splits = [{ role: 'creator' as const, wallet: newKeypair().address, lamports: SOL - FEE }]
    await pay(makePayment(buyer.address, { splits }))
    expect(await ledger.balance(buyer.address)).toBe(0n)
  })

  it('a share too small to open its account is refused, and taken once the account is open', async () => {
    const wallet = newKeypair().address
    const splits = [{ role: 'platform' as const, wallet, lamports: 100_000n }]
    const payment = makePayment(buyer.address, { splits })
    expect(await ledger.send(await sign(payment))).toMatchObject({
      outcome: 'refused',
      code: 'transaction_failed',
      final: false,
    })
    await world.fund(wallet, 890_880n)
    await pay(payment)
    expect(await ledger.balance(wallet)).toBe(990_880n)
  })

  it('what fails without preflight costs the fee, nothing else, and is on record', async () => {
    const payment = makePayment(buyer.address, {
      splits: [{ role: 'creator', wallet: newKeypair().address, lamports: 2n * SOL }],
    })
    const sent = await ledger.send(await sign(payment), { preflight: false })
    if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
    const error = { code: 'insufficient_funds', detail: expect.any(String) }
    expect(await outcomeOf(sent.signature)).toMatchObject({ outcome: 'failed', error })
    expect(await ledger.status(sent.signature)).toMatchObject({ error })
    expect(await ledger.transaction(sent.signature)).toMatchObject({ error, feeLamports: FEE })
    expect((await ledger.search(payment.reference)).signatures).toMatchObject([
      { signature: sent.signature, error },
    ])
    expect(await ledger.balance(buyer.address)).toBe(SOL - FEE)
  })

  it('all transactions of a reference are found, newest first', async () => {
    const reference = newReference()
    const first = await pay(makePayment(buyer.address, { reference }))
    await world.pass()
    const second = await pay(makePayment(buyer.address, { reference }))
    const found = (await ledger.search(reference)).signatures
    expect(found.map(({ signature }) => signature)).toEqual([second, first])
    expect(await historyOf(reference)).toEqual(found)
  })

  it('a transfer of two signers charges both signatures to the payer', async () => {
    const other = newKeypair()
    await world.fund(other.address, SOL)
    const transfer = transferOf(other.address, newKeypair().address, 1_000_000n)
    const signature = await accept(signed([transfer], await ledger.latestBlockhash(), [buyer, other]))
    await outcomeOf(signature)
    expect((await ledger.transaction(signature))?.feeLamports).toBe(2n * FEE)
    expect(await ledger.balance(buyer.address)).toBe(SOL - 2n * FEE)
    expect(await ledger.balance(other.address)).toBe(SOL - 1_000_000n)
  })

  it('a made-up blockhash or a durable nonce in its place charges nothing', async () => {
    const madeUp = { blockhash: newReference(), lastValidBlockHeight: 0n }
    const payment = makePayment(buyer.address)
    const advance = getAdvanceNonceAccountInstruction({
      nonceAccount: newKeypair().address as Address,
      nonceAuthority: createNoopSigner(buyer.address as Address),
    })
    const tries = [instructionsOf(payment), [advance, ...instructionsOf(payment)]]
    for (const instructions of tries) {
      expect(await ledger.send(signed(instructions, madeUp, [buyer]))).toMatchObject({
        outcome: 'refused',
        code: 'transaction_expired',
      })
    }
    expect(await ledger.balance(buyer.address)).toBe(SOL)
  })

  it('what was not sent in time can never land, and what landed in time stays', async () => {
    const { lastValidBlockHeight } = await ledger.latestBlockhash()
    const payment = makePayment(buyer.address)
    const early = await sign(payment)
    const late = await sign(makePayment(buyer.address))
    const lateSignature = transactionSignature(late) ?? ''
    const earlySignature = await accept(early)
    await outcomeOf(earlySignature)
    const atMost = { lastValidBlockHeight: lastValidBlockHeight + 10n, timeoutMs: 0 }
    expect(await ledger.confirm(lateSignature, atMost)).toEqual({ outcome: 'pending' })
    expect(await ledger.fate(lateSignature, atMost.lastValidBlockHeight)).toBe('open')

    await untilFinal(atMost.lastValidBlockHeight)
    expect(await ledger.send(late)).toMatchObject({
      outcome: 'refused',
      code: 'transaction_expired',
      final: true,
    })
    expect(await ledger.confirm(lateSignature, atMost)).toEqual({ outcome: 'expired' })
    expect(await ledger.fate(lateSignature, atMost.lastValidBlockHeight)).toBe('vanished')
    expect(await ledger.status(lateSignature)).toEqual({ state: 'unknown' })

    expect(await ledger.fate(earlySignature, atMost.lastValidBlockHeight)).toBe('finalized')
    expect(await ledger.confirm(earlySignature, atMost)).toMatchObject({ outcome: 'confirmed' })
    expect(await ledger.send(early)).toEqual({ outcome: 'accepted', signature: earlySignature })
    expect(await ledger.balance(buyer.address)).toBe(SOL - PRICE - FEE)
    expect((await ledger.search(payment.reference)).signatures).toHaveLength(1)
  }, 60_000)

  it('once closed nothing more is taken in', async () => {
    const apart = await open()
    const payer = newKeypair()
    await apart.fund(payer.address, SOL)
    const bytes = signTransaction(
      buildPayment(makePayment(payer.address), await apart.ledger.latestBlockhash()),
      payer,
    )
    await apart.stop()
    expect(await apart.ledger.ready()).toBe(false)
    expect(await apart.ledger.send(bytes)).toMatchObject({ outcome: 'unavailable' })
  })
})
