import { eq, sql } from 'drizzle-orm'
import { checkLedger } from '@/lib/audit/check-ledger'
import { ledgerEntries, ledgerLines } from '@/lib/db/tables/payments'
import type { TestApp } from '@/tests/support/app/start-app'

/** The book of one purchase, all its entries together: lamports by account, without what adds up to nothing. */
export async function bookOf({ app }: TestApp, purchaseId: string): Promise<Record<string, bigint>> {
  const lines = await app.db.read
    .select({ account: ledgerLines.account, lamports: sql<string>`sum(${ledgerLines.lamports})::text` })
    .from(ledgerLines)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLines.entryId))
    .where(eq(ledgerEntries.purchaseId, purchaseId))
    .groupBy(ledgerLines.account)
  const sums = lines.map(({ account, lamports }) => [account, BigInt(lamports)] as const)
  return Object.fromEntries(sums.filter(([, lamports]) => lamports !== 0n))
}

/** Every line of the book, the purchases and the ledger that does not agree with the others. */
export async function mistakesOf({ app }: TestApp): Promise<string[]> {
  return (await checkLedger(app)).faults
}
