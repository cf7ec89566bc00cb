import { eq, sql } from 'drizzle-orm'
import { ledgerLines, purchases } from '@/lib/db/tables'
import type { TestApp } from './start-app'

/** The book of one purchase: lamports by account. */
export async function bookOf({ app }: TestApp, purchaseId: string): Promise<Record<string, bigint>> {
  const lines = await app.db.read
    .select({ account: ledgerLines.account, lamports: ledgerLines.lamports })
    .from(ledgerLines)
    .where(eq(ledgerLines.purchaseId, purchaseId))
  return Object.fromEntries(lines.map(({ account, lamports }) => [account, lamports]))
}

/** Everything that is booked wrongly: purchases whose lines do not add up to zero, or that are paid and not booked. */
export async function mistakesOf({ app }: TestApp): Promise<unknown[]> {
  const { rows } = await app.db.read.execute(sql`
    select p.id, p.status, sum(l.lamports)::text as sum, count(l.id)::int as lines
    from ${purchases} p left join ${ledgerLines} l on l.purchase_id = p.id
    group by p.id, p.status
    having coalesce(sum(l.lamports), 0) <> 0 or (count(l.id) = 0) <> (p.confirmed_at is null)`)
  return rows
}
