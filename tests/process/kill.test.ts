import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { readEvents } from '@/lib/db/event-log'
import { users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { viewerOf } from '@/lib/domain/context'
import { readAccess } from '@/lib/domain/posts/post-access'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { createTestDatabase } from '@/tests/support/database/test-database'
import { mistakesOf } from '@/tests/support/money/book'
import { settleAllPurchases } from '@/tests/support/money/settle-all'
import { runProcess } from '@/tests/support/processes/child'

const KILLS = 3
const FUNDS = 1_000_000_000_000n

it('charges nobody without unlocking and unlocks nothing without charging, however often the process is killed', async () => {
  const data = await createTestDatabase()
  const confirmed: string[] = []
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const child = await runProcess('buyers', [], data.env)
    // Not always at the same place.
    await child.printed(10 + Math.floor(Math.random() * 20))
    await child.kill()
    confirmed.push(...child.lines.map((line) => line.replace('confirmed ', '')))
  }

  const app = await startTestApp({ data })
  try {
    await settleAllPurchases(app.app)
    const rows = await app.app.db.read.select().from(purchases)
    const done = new Set(rows.filter((row) => row.status === 'confirmed').map((row) => row.id))
    expect(confirmed.filter((id) => !done.has(id))).toEqual([])
    expect(confirmed.length).toBeGreaterThanOrEqual(KILLS * 10)

    for (const row of rows) {
      const onLedger = (await app.app.ledger.search(row.reference)).signatures
      const access = await readAccess(app.app.db.read, viewerOf(row.buyerId), [row.postId ?? ''], new Date())
      expect(onLedger).toHaveLength(done.has(row.id) ? 1 : 0)
      expect(access.get(row.postId ?? '')?.unlockedBy).toBe(done.has(row.id) ? 'purchase' : null)
    }
    for (const buyerId of new Set(rows.map((row) => row.buyerId))) await checkBuyer(app, buyerId)
    expect(await mistakesOf(app)).toEqual([])
  } finally {
    await app.close()
    await data.remove()
  }
}, 180_000)

/** What a buyer has less is what they bought, to the lamport, and each purchase was told once. */
async function checkBuyer({ app }: TestApp, buyerId: string): Promise<void> {
  const bought = (await app.db.read.select().from(purchases).where(eq(purchases.buyerId, buyerId))).filter(
    (row) => row.status === 'confirmed',
  )
  let spent = 0n
  for (const row of bought) {
    const executed = await app.ledger.transaction(row.signature ?? '')
    spent += row.amountLamports + (executed?.feeLamports ?? 0n)
  }
  const [user] = await app.db.read.select().from(users).where(eq(users.id, buyerId))
  expect(await app.ledger.balance(user?.wallet ?? '')).toBe(FUNDS - spent)
  const events = await readEvents(app.db.read, `user:${buyerId}`, 0, 10_000)
  expect(events.map((event) => event.type)).toEqual(bought.map(() => 'post-purchased'))
}
