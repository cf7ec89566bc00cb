import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refunds } from '@/lib/db/tables/payments'
import { purchases } from '@/lib/db/tables/purchases'
import { readAccess } from '@/lib/domain/post-access'
import { settlePurchases } from '@/lib/domain/purchases/settlement'
import { settleRefunds } from '@/lib/domain/refunds/settlement'
import { readSubscription } from '@/lib/domain/subscriptions/subscriptions'
import { mistakesOf } from './book'
import { bundleFixture } from './bundled-fixture'
import { startTestApp, type TestApp } from './start-app'
import { createTestDatabase, type TestDatabase } from './test-database'

const SCENARIOS = ['post', 'upgrade', 'twice', 'refund']
/** How often each step of each scenario is killed, every round with a database and a ledger of its own, side by side. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1)
/** That none of them is missed; over both databases it is more than a hundred. */
const KILLS_A_ROUND_MIN = 50

const run = promisify(execFile)
let fixture: string
let data: TestDatabase[]
beforeAll(async () => {
  fixture = await bundleFixture('purchase-steps')
  data = await Promise.all(Array.from({ length: ROUNDS }, createTestDatabase))
})
afterAll(async () => {
  for (const database of data) await database.remove()
  rmSync(dirname(fixture), { recursive: true, force: true })
})

/** The steps of a scenario that runs to its end. */
async function stepsOf(scenario: string, { env }: TestDatabase): Promise<string[]> {
  const { stdout } = await run(process.execPath, [fixture, scenario], { env: { ...process.env, ...env } })
  const steps = /^steps (.*)$/m.exec(stdout)?.[1]?.split(' ') ?? []
  expect(steps.length).toBeGreaterThan(10)
  return steps
}

/** Whether the process died where it was to. */
async function killAt(step: string, scenario: string, { env }: TestDatabase): Promise<boolean> {
  const ended = run(process.execPath, [fixture, scenario, step], { env: { ...process.env, ...env } })
  const signal = await ended.then(
    () => null,
    (error: { signal?: string; stderr?: string }) => error.signal ?? error.stderr,
  )
  expect(signal === null || signal === 'SIGKILL', String(signal)).toBe(true)
  return signal === 'SIGKILL'
}

it('never charges without unlocking, unlocks without charging, or charges twice and owes nothing, wherever the process is killed', async () => {
  const [first] = data
  if (first === undefined) throw new Error('there is no database')
  const plan: { scenario: string; step: string }[] = []
  for (const scenario of SCENARIOS) {
    for (const step of await stepsOf(scenario, first)) plan.push({ scenario, step })
  }
  const kills = await Promise.all(
    data.map(async (database) => {
      let count = 0
      for (const { scenario, step } of plan) count += Number(await killAt(step, scenario, database))
      return count
    }),
  )
  expect(kills.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(ROUNDS * KILLS_A_ROUND_MIN)

  for (const database of data) {
    const app = await startTestApp({ data: database })
    try {
      await settlePurchases(app.app, 'all')
      await settleRefunds(app.app, 'all')
      await checkEverything(app)
    } finally {
      await app.close()
    }
  }
}, 400_000)

async function checkEverything(app: TestApp): Promise<void> {
  const { db } = app.app
  const rows = await db.read.select().from(purchases)
  expect(rows.length).toBeGreaterThan(SCENARIOS.length)
  for (const row of rows) {
    const paid = await countPaid(app, row.reference)
    const given = await isGiven(app, row)
    const owed = await db.read.select().from(refunds).where(eq(refunds.purchaseId, row.id))
    expect({ id: row.id, given, refunds: owed.length }).toEqual({
      id: row.id,
      given: row.failure !== 'paid_in_vain' && paid > 0,
      refunds: row.failure === 'paid_in_vain' ? paid : Math.max(0, paid - 1),
    })
    for (const refund of owed) {
      expect(refund.status).toBe((await countPaid(app, refund.reference)) > 0 ? 'paid' : 'owed')
    }
  }
  expect(await mistakesOf(app)).toEqual([])
}

/** By the ledger alone. */
async function countPaid({ app }: TestApp, reference: string): Promise<number> {
  const { signatures } = await app.ledger.search(reference)
  return signatures.filter(({ error }) => error === null).length
}

/** By what the buyer may read. */
async function isGiven({ app }: TestApp, row: typeof purchases.$inferSelect): Promise<boolean> {
  const buyer = { userId: row.buyerId }
  if (row.postId !== null) {
    const access = await readAccess(app.db.read, buyer, [row.postId], app.now())
    return access.get(row.postId)?.unlockedBy === 'purchase'
  }
  if (row.tier === null) return row.status === 'confirmed'
  const held = await readSubscription(app.db.read, buyer, row.creatorId, app.now())
  const isNewest = held?.tier === row.tier
  const [upgrade] = await app.db.read
    .select()
    .from(purchases)
    .where(
      and(eq(purchases.buyerId, row.buyerId), eq(purchases.tier, 'vip'), eq(purchases.status, 'confirmed')),
    )
  // A basic period that was credited to an upgrade is over.
  return held?.status === 'active' && (isNewest || (row.tier === 'basic' && upgrade !== undefined))
}
