import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { refunds } from '@/lib/db/tables/payments'
import { purchases } from '@/lib/db/tables/purchases'
import { viewerOf } from '@/lib/domain/context'
import { readSubscription } from '@/lib/domain/money/subscriptions/subscriptions'
import { readAccess } from '@/lib/domain/posts/post-access'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { mistakesOf } from '@/tests/support/money/book'
import { settleAllPurchases, settleAllRefunds } from '@/tests/support/money/settle-all'
import { bundleProcess, SHORT_LIFE } from '@/tests/support/processes/bundled-process'

/** Two chains that go on side by side, each on a database and a ledger of its own. */
const CHAINS = [
  ['post', 'refund', 'upgrade'],
  ['twice', 'goodwill'],
] as const
type Scenario = (typeof CHAINS)[number][number]
/** How often each step of each scenario is killed. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1)
/** That no step is missed; over both databases they are more than a hundred. */
const KILLS_MIN: Record<Scenario, number> = { post: 12, upgrade: 12, twice: 16, refund: 12, goodwill: 12 }

const run = promisify(execFile)
let bundle: string
beforeAll(async () => {
  bundle = await bundleProcess('purchase-steps')
})

function start(args: string[], { env }: TestDatabase) {
  return run(process.execPath, [...SHORT_LIFE, bundle, ...args], { env: { ...process.env, ...env } })
}

/** The steps of a scenario that runs to its end. */
async function stepsOf(scenario: Scenario, data: TestDatabase): Promise<string[]> {
  const { stdout } = await start([scenario], data)
  return /^steps (.*)$/m.exec(stdout)?.[1]?.split(' ') ?? []
}

/** Whether the process died where it was to. */
async function killAt(step: string, scenario: Scenario, data: TestDatabase): Promise<boolean> {
  const signal = await start([scenario, step], data).then(
    () => null,
    (error: { signal?: string; stderr?: string }) => error.signal ?? error.stderr,
  )
  expect(signal === null || signal === 'SIGKILL', String(signal)).toBe(true)
  return signal === 'SIGKILL'
}

it.concurrent.each(CHAINS.map((scenarios) => ({ scenarios })))(
  'never charges without unlocking, unlocks without charging, or charges twice and owes nothing, wherever the process is killed: $scenarios',
  async ({ scenarios }) => {
    const data = await createTestDatabase()
    for (const scenario of scenarios) {
      const steps = await stepsOf(scenario, data)
      for (let round = 0; round < ROUNDS; round += 1) {
        let kills = 0
        for (const step of steps) kills += Number(await killAt(step, scenario, data))
        expect(kills, scenario).toBeGreaterThanOrEqual(KILLS_MIN[scenario])
      }
    }

    const app = await startTestApp({ data })
    try {
      await settleAllPurchases(app.app)
      await settleAllRefunds(app.app)
      await checkEverything(app, scenarios.length)
    } finally {
      await app.close()
      await data.remove()
    }
  },
  900_000,
)

async function checkEverything(app: TestApp, scenarios: number): Promise<void> {
  const { db } = app.app
  const rows = await db.read.select().from(purchases)
  expect(rows.length).toBeGreaterThan(scenarios)
  for (const row of rows) {
    const paid = await countPaid(app, row.reference)
    const given = await isGiven(app, row)
    const all = await db.read.select().from(refunds).where(eq(refunds.purchaseId, row.id))
    const owed = all.filter(({ paymentSignature }) => paymentSignature !== null)
    const ofGoodwill = all.filter(({ paymentSignature }) => paymentSignature === null)
    const isGivenBack = (
      await Promise.all(ofGoodwill.map(({ reference }) => countPaid(app, reference)))
    ).includes(1)
    expect(ofGoodwill.some(({ status }) => status === 'paid')).toBe(isGivenBack)
    expect({ id: row.id, given, refunds: owed.length }).toEqual({
      id: row.id,
      given: row.failure !== 'paid_in_vain' && paid > 0 && !isGivenBack,
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
  const buyer = viewerOf(row.buyerId)
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
