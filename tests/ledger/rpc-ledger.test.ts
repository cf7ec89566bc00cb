import type { Address } from '@solana/kit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkExecutedPayment } from '@/lib/ledger/executed-payment'
import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { buildPayment, newReference, type Payment } from '@/lib/ledger/payment-build'
import { checkOfferedPayment, tablesOf } from '@/lib/ledger/payment-check'
import { openRpcLedger, type RpcLedger } from '@/lib/ledger/rpc/rpc-ledger'
import { signTransaction, transactionSignature } from '@/lib/ledger/transaction'
import { type Fault, type FaultyNode, startFaultyNode } from '@/tests/support/ledger/faulty-node'
import { instructionsOf, makePayment, signed, transferOf } from '@/tests/support/ledger/payments'
import { canRunSolanaNode, type SolanaNode, startSolanaNode } from '@/tests/support/ledger/solana-node'

const SOL = 1_000_000_000n
const FEE = 5_000n
const PRICE = 10_000_000n

describe.skipIf(!canRunSolanaNode)('a ledger on nodes that fail', () => {
  let node: SolanaNode
  let first: FaultyNode
  let second: FaultyNode
  let buyer: Keypair
  let log: string[]
  let opened: RpcLedger[]

  beforeAll(async () => {
    node = await startSolanaNode({ slotMs: 40 })
  })

  afterAll(() => node.stop())

  beforeEach(async () => {
    first = await startFaultyNode(node.url)
    second = await startFaultyNode(node.url)
    log = []
    opened = []
    buyer = newKeypair()
    node.fund(buyer.address, SOL)
  })

  afterEach(async () => {
    for (const ledger of opened) await ledger.close()
    await first.stop()
    await second.stop()
  })

  function open(...urls: string[]): RpcLedger {
    const write = (fields: object, message: string) => log.push(`${message} ${JSON.stringify(fields)}`)
    const ledger = openRpcLedger(urls, { info: write, warn: write })
    opened.push(ledger)
    return ledger
  }

  const openBoth = () => open(first.url, second.url)

  async function sign(payment: Payment): Promise<Uint8Array> {
    const latest = await open(node.url).latestBlockhash()
    return signTransaction(buildPayment(payment, latest), buyer)
  }

  const unavailable = expect.objectContaining({ code: 'unavailable' })

  const FAULTS: Fault[] = [
    { kind: 'drop' },
    { kind: 'http', status: 500 },
    { kind: 'http', status: 403 },
    { kind: 'http', status: 429, headers: { 'retry-after': '1' } },
    { kind: 'rpc', code: -32005, message: 'Node is behind by 42 slots' },
    { kind: 'rpc', code: -32603, message: 'Internal error' },
    { kind: 'hang' },
  ]

  it.each(FAULTS)(
    'the next one answers instead of $kind $status $code',
    async (fault) => {
      const ledger = openBoth()
      first.fault = fault
      expect(await ledger.balance(buyer.address)).toBe(SOL)
      const payment = makePayment(buyer.address)
      const bytes = await sign(payment)
      const signature = transactionSignature(bytes) ?? ''
      expect(await ledger.send(bytes)).toEqual({ outcome: 'accepted', signature })
      const { lastValidBlockHeight } = await ledger.latestBlockhash()
      expect(await ledger.confirm(signature, { lastValidBlockHeight, timeoutMs: 20_000 })).toMatchObject({
        outcome: 'confirmed',
      })
      expect(await ledger.transaction(signature)).toMatchObject({ error: null })
    },
    60_000,
  )

  it.each(FAULTS)(
    'alone with $kind $status $code, nothing is concluded',
    async (fault) => {
      const bytes = await sign(makePayment(buyer.address))
      const ledger = open(first.url)
      first.fault = fault
      const signature = transactionSignature(bytes) ?? ''
      await Promise.all([
        expect(ledger.send(bytes)).resolves.toMatchObject({ outcome: 'unavailable' }),
        expect(ledger.ready()).resolves.toBe(false),
        expect(ledger.confirm(signature, { lastValidBlockHeight: 0n, timeoutMs: 0 })).resolves.toEqual({
          outcome: 'pending',
        }),
        expect(ledger.fate(signature, 0n)).rejects.toEqual(unavailable),
        expect(ledger.search(newReference())).rejects.toEqual(unavailable),
        expect(ledger.transaction(signature)).rejects.toEqual(unavailable),
      ])
    },
    60_000,
  )

  it('one that asks to be left alone is left alone, and asked again later', async () => {
    const ledger = openBoth()
    first.fault = { kind: 'http', status: 429, headers: { 'retry-after': '2' } }
    await ledger.balance(buyer.address)
    first.fault = null
    first.asked = []
    for (let times = 0; times < 5; times += 1) await ledger.balance(buyer.address)
    expect(first.asked).toEqual([])
    await vi.waitFor(
      async () => {
        await ledger.balance(buyer.address)
        expect(first.asked).toContain('getBalance')
      },
      { timeout: 10_000 },
    )
    expect(log).toEqual([
      expect.stringContaining('ledger: endpoint fails'),
      expect.stringContaining('ledger: endpoint answers again'),
    ])
  })

  it('a payment whose answer got lost is sent again and charged once', async () => {
    const ledger = open(first.url)
    const bytes = await sign(makePayment(buyer.address))
    const signature = transactionSignature(bytes) ?? ''
    first.fault = { kind: 'lose-answer' }
    first.faultOf = new Set(['sendTransaction'])
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'unavailable' })
    first.fault = null
    expect(await ledger.send(bytes)).toEqual({ outcome: 'accepted', signature })
    expect(await ledger.balance(buyer.address)).toBe(SOL - PRICE - FEE)
  })

  it('a node of another chain is told from the first one and never used', async () => {
    second.genesis = newReference()
    const ledger = openBoth()
    expect(await ledger.chains()).toHaveProperty('size', 2)
    expect(await ledger.network()).toBe('local')
    const bytes = await sign(makePayment(buyer.address))
    first.fault = { kind: 'drop' }
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'unavailable' })
    await expect(ledger.balance(buyer.address)).rejects.toEqual(unavailable)
    expect(new Set(second.asked)).toEqual(new Set(['getGenesisHash']))
  })

  it('one that has fallen behind refuses nothing for good, and the other one takes it', async () => {
    first.behind = 60
    const behind = open(first.url)
    const { lastValidBlockHeight } = await behind.latestBlockhash()
    const bytes = await sign(makePayment(buyer.address))
    const signature = transactionSignature(bytes) ?? ''
    expect(await behind.send(bytes)).not.toMatchObject({ final: true })
    const ledger = openBoth()
    expect(await ledger.send(bytes)).toEqual({ outcome: 'accepted', signature })
    expect(await ledger.confirm(signature, { lastValidBlockHeight, timeoutMs: 20_000 })).toMatchObject({
      outcome: 'confirmed',
    })
    expect(await behind.status(signature)).toEqual({ state: 'unknown' })
    expect(await ledger.ready()).toBe(true)
  })

  it('of a blockhash given out here it is known that it has not ended', async () => {
    const ledger = open(first.url)
    const payment = makePayment(buyer.address)
    const bytes = signTransaction(buildPayment(payment, await ledger.latestBlockhash()), buyer)
    first.behind = 20
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'unavailable' })
  })

  it('a payment that a fork has lost has vanished only when its time is over and no node has it', async () => {
    const ledger = openBoth()
    const { lastValidBlockHeight } = await ledger.latestBlockhash()
    const bytes = await sign(makePayment(buyer.address))
    const signature = transactionSignature(bytes) ?? ''
    await ledger.send(bytes)
    const later = lastValidBlockHeight + 20n
    await ledger.confirm(signature, { lastValidBlockHeight: later, timeoutMs: 20_000 })
    first.hidden.add(signature)
    second.hidden.add(signature)
    expect(await ledger.fate(signature, later)).toBe('open')

    await vi.waitFor(
      async () => expect((await ledger.search(newReference())).finalizedHeight).toBeGreaterThan(later),
      { timeout: 30_000, interval: 200 },
    )
    expect(await ledger.fate(signature, later)).toBe('vanished')
    expect(await ledger.confirm(signature, { lastValidBlockHeight: later, timeoutMs: 0 })).toEqual({
      outcome: 'expired',
    })

    first.firstBlock = Number(await node.call('getSlot')) - 5
    expect(await ledger.fate(signature, later)).toBe('open')
    expect(await open(first.url).fate(signature, later)).toBe('open')
    first.firstBlock = null

    second.hidden.clear()
    expect(await ledger.fate(signature, later)).toBe('finalized')
    second.behind = 1_000
    expect(await ledger.fate(signature, later)).toBe('open')
    second.behind = 0
    second.fault = { kind: 'drop' }
    expect(await ledger.fate(signature, later)).toBe('vanished')
  }, 60_000)

  it('a node that says it has a payment and does not show it decides nothing', async () => {
    const ledger = open(first.url)
    const bytes = await sign(makePayment(buyer.address))
    await ledger.send(bytes)
    first.hidden.add(transactionSignature(bytes) ?? '')
    expect(await ledger.send(bytes)).toMatchObject({ outcome: 'unavailable' })
  })

  it('lookup tables are read, and a payment through one is the offered one, before and after it is executed', async () => {
    const ledger = open(node.url)
    const payment = makePayment(buyer.address)
    const table = newKeypair().address as Address
    const listed = [newReference(), ...payment.splits.map(({ wallet }) => wallet), payment.reference]
    await node.setLookupTable(table, listed)
    expect(await ledger.lookupTables([table, newReference()])).toEqual(new Map([[table, listed]]))

    const tables = { [table]: listed as Address[] }
    const bytes = signed(instructionsOf(payment), await ledger.latestBlockhash(), [buyer], 0, tables)
    const signature = transactionSignature(bytes) ?? ''
    const check = { ok: true, signature }
    expect(checkOfferedPayment(bytes, payment, await tablesOf(ledger, bytes))).toEqual(check)
    expect(await ledger.send(bytes)).toEqual({ outcome: 'accepted', signature })
    const { lastValidBlockHeight } = await ledger.latestBlockhash()
    await ledger.confirm(signature, { lastValidBlockHeight, timeoutMs: 20_000 })
    const executed = await ledger.transaction(signature)
    const recipients = payment.splits.map(({ wallet }) => wallet)
    expect(new Set(executed?.loadedAddresses.writable)).toEqual(new Set(recipients))
    expect(executed && checkExecutedPayment(executed, payment)).toEqual(check)
    const [creator, platform] = payment.splits
    if (creator === undefined || platform === undefined) throw new Error('two splits')
    const swapped = { ...payment, splits: [{ ...creator, wallet: platform.wallet }, platform] }
    expect(executed && checkExecutedPayment(executed, swapped)).toMatchObject({ ok: false })
  })

  it('a transaction of a version that is newer than this code is told as the node reads it', async () => {
    const ledger = open(first.url)
    const payment = makePayment(buyer.address)
    const bytes = await sign(payment)
    const signature = transactionSignature(bytes) ?? ''
    await ledger.send(bytes)
    const { lastValidBlockHeight } = await ledger.latestBlockhash()
    await ledger.confirm(signature, { lastValidBlockHeight, timeoutMs: 20_000 })
    const known = await ledger.transaction(signature)
    first.newer.add(signature)
    const newer = await ledger.transaction(signature)
    expect(newer).toMatchObject({ ...known, bytes: new Uint8Array(), message: { signature } })
    expect(newer && checkExecutedPayment(newer, payment)).toEqual({ ok: true, signature })
  })

  it('an account with more transactions than a node tells at once is read to its end', async () => {
    const ledger = open(node.url)
    const reference = newReference()
    const recipient = newKeypair().address
    node.fund(recipient, SOL)
    const count = 1_005
    for (let at = 0; at < count; at += 50) {
      const latest = await ledger.latestBlockhash()
      const batch = Array.from({ length: Math.min(50, count - at) }, (_, index) =>
        signed([transferOf(buyer.address, recipient, BigInt(at + index + 1), reference)], latest, [buyer]),
      )
      const sent = await Promise.all(batch.map((bytes) => ledger.send(bytes, { preflight: false })))
      for (const { outcome } of sent) expect(outcome).toBe('accepted')
    }
    await vi.waitFor(
      async () => {
        const { signatures } = await ledger.search(reference)
        expect(new Set(signatures.map(({ signature }) => signature)).size).toBe(count)
      },
      { timeout: 20_000, interval: 200 },
    )
    let read = 0
    for await (const _entry of ledger.history(reference)) read += 1
    expect(read).toBe(count)
  }, 60_000)

  it('keys in an address are handed over and never told', async () => {
    const secret = 'hush-hush'
    const ledger = open(`${first.url.replace('://', `://name:${secret}@`)}/${secret}?key=${secret}`)
    expect(await ledger.balance(buyer.address)).toBe(SOL)
    expect([...first.authorizations]).toEqual([`Basic ${Buffer.from(`name:${secret}`).toString('base64')}`])
    await first.stop()
    const told = await ledger.balance(buyer.address).then(
      () => '',
      (error: Error) => `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`,
    )
    expect(told).toContain('cannot be asked')
    expect(log).toHaveLength(1)
    for (const text of [told, ...log]) expect(text).not.toContain(secret)
    first = await startFaultyNode(node.url)
  })
})
