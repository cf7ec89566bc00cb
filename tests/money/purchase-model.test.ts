import { and, eq, isNotNull } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkLedger } from '@/lib/audit/check-ledger'
import { posts } from '@/lib/db/tables/content'
import { payments, refunds } from '@/lib/db/tables/payments'
import { purchases } from '@/lib/db/tables/purchases'
import { type PurchaseRow, wasSold } from '@/lib/domain/money/purchases/rows'
import type { RefundRow } from '@/lib/domain/money/refunds/debts'
import { readAccess } from '@/lib/domain/posts/post-access'
import { isAppError } from '@/lib/errors'
import type { RefundReason } from '@/lib/schema/refunds'
import { DAY, MINUTE } from '@/tests/support/app/clock'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { Crash } from '@/tests/support/money/fail-once'
import { STEPS, type StepName, settleEverything } from '@/tests/support/money/purchase-steps'
import {
  type Bench,
  type Executed,
  FUNDS,
  makeWorld,
  openBench,
  readPaid,
  type World,
} from '@/tests/support/money/purchase-world'

let data: TestDatabase
let bench: Bench
beforeAll(async () => {
  data = await createTestDatabase()
  bench = await openBench(data)
})
afterAll(async () => {
  await bench.close()
  await data.remove()
})

const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 30)
/** How often each is done; once, unless it says so here. Without a payment there is little to go wrong. */
const OFTEN: Partial<Record<StepName, number>> = {
  open: 5,
  sign: 5,
  submit: 3,
  sendPastTheServer: 2,
  payOnceMorePastTheServer: 2,
  payRefund: 3,
  giveBack: 4,
  giveBackFromTwoDevices: 2,
  crashSoon: 2,
  settle: 2,
}
const names = (Object.keys(STEPS) as StepName[]).map((name) => ({
  arbitrary: fc.constant(name),
  weight: OFTEN[name] ?? 1,
}))
const step = fc.tuple(fc.oneof(...names), fc.nat({ max: 60 }))
const course = fc.array(step, { minLength: 15, maxLength: 50, size: 'max' })

it(
  'what is paid is unlocked or owed back, and nothing else is, whatever happens in whatever order',
  async () => {
    await fc.assert(
      fc.asyncProperty(course, async (steps) => {
        const world = await makeWorld(bench)
        for (const [name, pick] of steps) {
          await attempt(() => STEPS[name](bench, world, pick))
          if (name === 'settle') await checkWorld(world)
        }
        await restart()
        await checkWorld(world)
        bench.clock.advance(20 * MINUTE)
        await checkWorld(world)
        await checkNothingIsLeft(world)
        expect(await newFaults()).toEqual([])
        // Nobody looks at it any more, which would only take time.
        bench.clock.advance(8 * DAY)
        await settleEverything(bench)
      }),
      // A failure prints its seed and steps; `FAST_CHECK_SEED` runs it again, and looks for fewer steps that do it too.
      {
        numRuns: RUNS,
        endOnFailure: process.env.FAST_CHECK_SEED === undefined,
        ...(process.env.FAST_CHECK_SEED && { seed: Number(process.env.FAST_CHECK_SEED) }),
      },
    )
  },
  Math.max(600_000, RUNS * 5_000),
)

/** What an earlier course has left is not the fault of this one: so a failure is shrunk to what makes it. */
const known = new Set<string>()

async function newFaults(): Promise<string[]> {
  const { faults } = await checkLedger(bench.sound)
  const found = faults.filter((fault) => !known.has(fault))
  for (const fault of found) known.add(fault)
  return found
}

/** A refusal is an answer like any other, and a crash is what it is about. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isAppError(error) && !(error instanceof Crash)) throw error
  }
}

async function restart(): Promise<void> {
  const { clock, undone } = bench
  await bench.close()
  bench = await openBench(data, clock, undone)
}

async function checkWorld(world: World): Promise<void> {
  bench.faults.failIn = null
  await settleEverything(bench)
  const paid = await readPaid(bench, world)
  const rows = await bench.sound.db.read
    .select()
    .from(purchases)
    .where(eq(purchases.buyerId, world.buyer.userId))
  const facts = { rows, paid, deleted: await readDeleted(world) }
  for (const row of rows) await checkPurchase(row, facts)
  await checkPosts(world, facts)
  await checkBalances(world, paid)
}

interface Facts {
  rows: PurchaseRow[]
  paid: Executed[]
  deleted: ReadonlySet<string>
}

async function readDeleted({ creator }: World): Promise<Set<string>> {
  const gone = and(eq(posts.authorId, creator.userId), isNotNull(posts.deletedAt))
  const rows = await bench.sound.db.read.select({ id: posts.id }).from(posts).where(gone)
  return new Set(rows.map(({ id }) => id))
}

async function checkPurchase(row: PurchaseRow, facts: Facts): Promise<void> {
  const { db } = bench.sound
  const { paid } = facts
  const standing = paid.filter(({ memo, isUndone }) => memo === row.id && !isUndone)
  const booked = (await db.read.select().from(payments).where(eq(payments.purchaseId, row.id))).filter(
    ({ state }) => state === 'applied' || state === 'surplus',
  )
  // What stands on the chain is booked, as what it is.
  const cost = ({ signature, feeLamports }: { signature: string; feeLamports: bigint }) =>
    `${signature} ${feeLamports}`
  expect(booked.map(cost).sort()).toEqual(standing.map(cost).sort())
  for (const { lamports } of standing) expect(lamports).toBe(row.amountLamports)

  // One of them counts, if it is given.
  const applied = booked.filter(({ state }) => state === 'applied').map(({ signature }) => signature)
  expect(applied).toEqual(wasSold(row) ? [row.signature] : [])

  // All others are owed back until they are paid back; nothing else is.
  const all = await db.read.select().from(refunds).where(eq(refunds.purchaseId, row.id))
  const owed = all.flatMap(({ paymentSignature, ...refund }) =>
    paymentSignature === null ? [] : [{ ...refund, paymentSignature }],
  )
  checkGivenBack(
    row,
    all.filter(({ paymentSignature }) => paymentSignature === null),
    paid,
  )
  for (const { id, paymentSignature, status, amountLamports, reason } of owed) {
    const isPaid = paid.some(({ memo, isUndone }) => memo === id && !isUndone)
    const isSurplus = booked.some((one) => one.signature === paymentSignature && one.state === 'surplus')
    expect(status).toBe(isPaid ? 'paid' : isSurplus ? 'owed' : 'void')
    expect(amountLamports).toBe(row.amountLamports)
    if (isSurplus && paid.every(({ isUndone }) => !isUndone)) {
      const executedAt = booked.find((one) => one.signature === paymentSignature)?.executedAt
      const isLate = executedAt !== undefined && executedAt > row.expiresAt
      expect([...reasonsFor(row, facts), ...(isLate ? ['expired'] : [])]).toContain(reason)
    }
  }
  const surplus = booked.filter(({ state }) => state === 'surplus').map(({ signature }) => signature)
  expect(owed.map(({ paymentSignature }) => paymentSignature)).toEqual(expect.arrayContaining(surplus))
}

/** Never more than was paid; what was bought goes with all of it, where it was to, and else with nothing. */
function checkGivenBack(row: PurchaseRow, given: RefundRow[], paid: Executed[]): void {
  const arrived = given.filter(({ id }) => paid.some(({ memo }) => memo === id))
  for (const { id, status, amountLamports } of given) {
    const isPaid = arrived.some((refund) => refund.id === id)
    expect(status === 'paid').toBe(isPaid)
    expect(paid.filter(({ memo }) => memo === id).map(({ lamports }) => lamports)).toEqual(
      isPaid ? [amountLamports] : [],
    )
  }
  const sum = arrived.reduce((total, { amountLamports }) => total + amountLamports, 0n)
  expect(sum).toBeLessThanOrEqual(row.amountLamports)
  const isEnded = arrived.some(({ endsAccess }) => endsAccess)
  expect(row.status === 'refunded').toBe(isEnded)
  if (isEnded) expect(sum).toBe(row.amountLamports)
}

/** Where nothing was undone: for what reasons alone what was paid for may not have been given. */
function reasonsFor(row: PurchaseRow, { rows, deleted }: Facts): RefundReason[] {
  if (wasSold(row)) return ['paid_twice']
  if (row.tier !== null) return ['subscription_changed']
  const reasons: RefundReason[] = []
  if (row.postId !== null && deleted.has(row.postId)) reasons.push('gone')
  const isBought = rows.some((one) => one.postId === row.postId && wasSold(one))
  if (row.postId !== null && isBought) reasons.push('bought_already')
  return reasons
}

async function checkPosts(world: World, { rows, deleted }: Facts): Promise<void> {
  const { db, now } = bench.sound
  for (const item of world.items) {
    if (item.kind !== 'post' || deleted.has(item.postId)) continue
    const ofIt = rows.filter(({ postId }) => postId === item.postId)
    const bought = ofIt.filter(({ status }) => status === 'confirmed')
    expect(bought.length).toBeLessThanOrEqual(1)
    const access = await readAccess(db.read, world.buyer, [item.postId], now())
    expect(access.get(item.postId)?.unlockedBy ?? null).toBe(bought.length === 1 ? 'purchase' : null)
  }
}

/** To the lamport: what was undone is still in the balances of the chain that these tests have. */
async function checkBalances({ buyer, creator }: World, paid: Executed[]): Promise<void> {
  const of = (wallet: string) => paid.filter(({ payer }) => payer === wallet)
  const sum = (amounts: bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
  const [byBuyer, byCreator] = [of(buyer.keypair.address), of(creator.keypair.address)]
  const spent = (by: Executed[]) => sum(by.map(({ lamports, feeLamports }) => lamports + feeLamports))
  expect(await bench.chain.balance(buyer.keypair.address)).toBe(
    FUNDS - spent(byBuyer) + sum(byCreator.map(({ lamports }) => lamports)),
  )
  expect(await bench.chain.balance(creator.keypair.address)).toBe(
    FUNDS - spent(byCreator) + sum(byBuyer.map(({ toCreator }) => toCreator)),
  )
}

/** After all that was signed has ended. */
async function checkNothingIsLeft({ buyer }: World): Promise<void> {
  const { db } = bench.sound
  const open = await db.read.select().from(purchases).where(eq(purchases.buyerId, buyer.userId))
  expect(open.filter(({ status }) => status === 'pending')).toEqual([])
  const owed = await db.read.select().from(refunds).where(eq(refunds.buyerId, buyer.userId))
  expect(owed.filter(({ status, submittedAt }) => status === 'owed' && submittedAt !== null)).toEqual([])
  expect(owed.filter(({ status }) => status === 'offered')).toEqual([])
}
