import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkLedger } from '@/lib/audit/check-ledger'
import { type Checked, keepCheck, readLastCheck } from '@/lib/audit/last-check'
import { ledgerLines, payments } from '@/lib/db/tables/payments'
import { followPayments } from '@/lib/domain/money/payments/finality'
import type { Ledger } from '@/lib/ledger/port'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { MINUTE, SECOND } from '@/tests/support/app/clock'
import { makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { onAnotherFork } from '@/tests/support/ledger/fork'
import { saying, tamperingWith } from '@/tests/support/ledger/tampering'
import { buy, fund, open } from '@/tests/support/money/purchases'
import { makeSoldWorld, payDirectly, type SoldWorld } from '@/tests/support/money/sold-world'

let app: TestApp
let world: SoldWorld
/** Of a check that came long after everything the world was sold. */
let last: Checked
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeSoldWorld(app)
  await fund(world.fan)
  app.clock.advance(MINUTE)
  // What is in the newest slot is always looked at again: here it is nothing of the world's.
  await fund(world.creator)
  await followPayments(app.app)
  last = await check()
  app.clock.advance(MINUTE)
})
afterAll(() => app.close())

/** What a check would keep that finds everything in order, long after what was written by then. */
async function check(ledger: Ledger = app.app.ledger): Promise<Checked> {
  const { faults, checked } = await checkLedger({ ...app.app, ledger }, { graceMs: SECOND })
  expect(faults).toEqual([])
  return later(checked)
}

const later = ({ beforeSlot }: Checked): Checked => ({
  checkedAt: new Date(app.app.now().getTime() + 60 * MINUTE),
  beforeSlot,
})

async function buyTip() {
  const { id } = await buy(world.fan, {
    kind: 'tip',
    creatorId: world.creator.id,
    amountLamports: 2_000_000n,
  })
  const [payment] = await app.app.db.read.select().from(payments).where(eq(payments.purchaseId, id))
  if (payment === undefined) throw new Error('it was not booked')
  return { id, ...payment }
}

const without = (...signatures: string[]) => onAnotherFork(app.app.ledger, new Set(signatures))

it('looks at nothing where nothing is new but the newest slot', async () => {
  const asked: string[] = []
  const transaction = (signature: string) => {
    asked.push(signature)
    return app.app.ledger.transaction(signature)
  }
  const ledger = { ...without(), transaction }
  const { faults, counts, checked } = await checkLedger({ ...app.app, ledger }, { last })
  expect(faults).toEqual([])
  expect(counts).toEqual({ purchases: 0, payments: 0, refunds: 0, entries: 0 })
  expect(asked).toHaveLength(1)
  expect(checked.beforeSlot).toBe(last.beforeSlot)
})

it('sees that the sums are wrong all the same, whenever that was written', async () => {
  const { one } = tamperingWith(app)
  const { id, lamports } = await one(ledgerLines, eq(ledgerLines.account, 'creator'))
  const set = (amount: bigint) =>
    app.app.db.transact((tx) =>
      tx.sql.update(ledgerLines).set({ lamports: amount }).where(eq(ledgerLines.id, id)),
    )
  await set(lamports + 1n)
  const { faults } = await checkLedger(app.app, { last })
  await set(lamports)
  expect(faults).toEqual(['the book: its lines add up to 1, not to 0'])
})

it('looks at what was written since, and at what was paid since', async () => {
  const { id, signature } = await buyTip()
  for (const since of [last, { checkedAt: new Date(), beforeSlot: 10n ** 12n }]) {
    const { faults, counts } = await checkLedger({ ...app.app, ledger: without(signature) }, { last: since })
    expect(faults).toEqual([saying('purchase ', id, ': payment ', signature, ' is not on the ledger')])
    expect(counts.purchases).toBeGreaterThan(0)
  }
  const { faults, checked } = await checkLedger(app.app, { last })
  expect(faults).toEqual([])
  expect(checked.beforeSlot).toBeGreaterThan(last.beforeSlot)
})

it('looks again at what was not final yet, and is gone on another fork', async () => {
  const { id, signature, slot } = await buyTip()
  app.clock.advance(MINUTE)
  await buyTip()
  app.clock.advance(MINUTE)
  const here = without()
  const notFinal: Ledger = {
    ...here,
    async *history(account) {
      for await (const entry of here.history(account)) yield { ...entry, finalized: entry.slot < slot }
    },
  }
  const then = await check(notFinal)
  expect(then.beforeSlot).toBeLessThanOrEqual(slot)
  expect((await check()).beforeSlot).toBeGreaterThan(slot)
  expect((await checkLedger({ ...app.app, ledger: without(signature) }, { last: then })).faults).toEqual([
    saying('purchase ', id, ': payment ', signature, ' is not on the ledger'),
  ])
})

it('judges later what was too young to be missed', async () => {
  app.clock.freeze()
  const post = await makePost(world.creator, { priceLamports: 5_000_000n })
  const purchase = await open(world.unlucky, { kind: 'post', postId: post.id })
  await payDirectly(app, world.unlucky, purchase)
  const young = await check()
  expect((await checkLedger(app.app, { last: young })).faults).toEqual([
    saying('purchase ', purchase.id, ': '),
  ])
})

it('is kept where all is well; on a ledger without what there was then it begins anew', async () => {
  const { db, ledger } = app.app
  expect(await readLastCheck(db, ledger)).toBeNull()
  await keepCheck(db, { checkedAt: new Date(last.checkedAt.getTime() - MINUTE), beforeSlot: 0n })
  await keepCheck(db, last)
  expect(await readLastCheck(db, ledger)).toEqual(last)
  const older = await db.read.select().from(payments)
  const signatures = older.filter(({ slot }) => slot < last.beforeSlot).map(({ signature }) => signature)
  expect(await readLastCheck(db, without(...signatures))).toBeNull()
})
