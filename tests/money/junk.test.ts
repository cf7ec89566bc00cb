import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPurchase } from '@/lib/domain/money/purchases/opening'
import { requestPayment } from '@/lib/domain/money/purchases/pay-request'
import { getPurchase } from '@/lib/domain/money/purchases/purchases'
import { newKeypair } from '@/lib/ledger/keypair'
import type { Ledger } from '@/lib/ledger/port'
import { signTransaction } from '@/lib/ledger/transaction'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import type { Purchase } from '@/lib/schema/purchases'
import { MINUTE } from '@/tests/support/app/clock'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { signed, transferOf } from '@/tests/support/ledger/payments'
import { type Bench, makeWorld, openBench, type World } from '@/tests/support/money/purchase-world'

const READ_MAX = 50

let data: TestDatabase
let bench: Bench
let world: World
/** What was asked of the ledger. */
let asked: { searches: number; reads: string[] }
beforeAll(async () => {
  data = await createTestDatabase()
  bench = await openBench(data)
  world = await makeWorld(bench)
})
afterAll(async () => {
  await bench.close()
  await data.remove()
})

const counting = (ledger: Ledger): Ledger => ({
  ...ledger,
  search: (account) => {
    asked.searches += 1
    return ledger.search(account)
  },
  transaction: (signature) => {
    asked.reads.push(signature)
    return ledger.transaction(signature)
  },
})

async function open(): Promise<Purchase> {
  const item = { kind: 'tip', creatorId: world.creator.userId, amountLamports: 5_000_000n } as const
  return openPurchase(bench.sound, world.buyer, { item, idempotencyKey: null })
}

/** Cheap transactions of a stranger that name the reference. */
async function litter({ reference }: Purchase, count: number): Promise<void> {
  const stranger = newKeypair()
  await bench.chain.airdrop(stranger.address, LAMPORTS_PER_SOL)
  const latest = await bench.chain.latestBlockhash()
  for (let lamports = 1n; lamports <= count; lamports += 1n) {
    const junk = transferOf(stranger.address, stranger.address, lamports, reference)
    const sent = await bench.chain.send(signed([junk], latest, [stranger]), { preflight: false })
    expect(sent.outcome).toBe('accepted')
  }
}

async function look({ id }: Purchase): Promise<Purchase['status']> {
  asked = { searches: 0, reads: [] }
  const { sound } = bench
  return (await getPurchase({ ...sound, ledger: counting(sound.ledger) }, world.buyer, id)).status
}

async function payDirectly({ transaction }: Purchase): Promise<void> {
  await bench.chain.send(signTransaction(Buffer.from(transaction ?? '', 'base64'), world.buyer.keypair))
}

it('is read once, so much at a look, and hides no payment', async () => {
  const purchase = await open()
  await litter(purchase, 3 * READ_MAX - 1)
  const seen: string[] = []
  for (const expected of [READ_MAX, READ_MAX, READ_MAX - 1, 0, 0]) {
    expect(await look(purchase)).toBe('pending')
    expect(asked.reads).toHaveLength(expected)
    seen.push(...asked.reads)
  }
  expect(new Set(seen).size).toBe(3 * READ_MAX - 1)

  await payDirectly(purchase)
  await litter(purchase, 10)
  expect(await look(purchase)).toBe('confirmed')
  expect(asked.reads).toHaveLength(11)
})

it('is no obstacle for who pays while there is more of it than a look reads', async () => {
  const purchase = await open()
  await litter(purchase, 2 * READ_MAX)
  await payDirectly(purchase)
  expect(await look(purchase)).toBe('confirmed')
})

it('decides nothing before all of it was looked at', async () => {
  const purchase = await open()
  // The payment stands in the middle of what is read last.
  await litter(purchase, READ_MAX)
  await payDirectly(purchase)
  await litter(purchase, READ_MAX)
  bench.clock.advance(20 * MINUTE)
  const statuses = []
  for (let looks = 0; looks < 4; looks += 1) statuses.push(await look(purchase))
  expect(statuses).not.toContain('expired')
  expect(statuses.at(-1)).toBe('confirmed')
})

it('on what is decided makes no stranger’s request search the ledger', async () => {
  const purchase = await open()
  await payDirectly(purchase)
  expect(await look(purchase)).toBe('confirmed')
  await litter(purchase, READ_MAX)
  asked = { searches: 0, reads: [] }
  const context = { ...bench.sound, ledger: counting(bench.sound.ledger) }
  const wallet = world.buyer.keypair.address
  await expect(requestPayment(context, purchase.reference, wallet)).rejects.toMatchObject({
    code: 'purchase_closed',
  })
  expect(await look(purchase)).toBe('confirmed')
  expect(asked).toEqual({ searches: 0, reads: [] })
})
