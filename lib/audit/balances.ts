import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { type LedgerAccount, ledgerLines, refunds } from '@/lib/db/tables/payments'
import { users } from '@/lib/db/tables/people'
import { purchases, subscriptions } from '@/lib/db/tables/purchases'
import { groupBy } from '@/lib/domain/group-by'
import { isSold } from '@/lib/domain/money/purchases/rows'
import type { Fault } from './check-purchase'

export interface Balance {
  account: LedgerAccount
  wallet: string
  lamports: bigint
}

/** What each wallet has by the book, account by account. */
export async function readBalances(reader: Reader): Promise<Balance[]> {
  const rows = await reader
    .select({
      account: ledgerLines.account,
      wallet: ledgerLines.wallet,
      lamports: sql<string>`sum(${ledgerLines.lamports})::text`,
    })
    .from(ledgerLines)
    .groupBy(ledgerLines.account, ledgerLines.wallet)
    .orderBy(asc(ledgerLines.account), asc(ledgerLines.wallet))
  return rows.map(({ lamports, ...rest }) => ({ ...rest, lamports: BigInt(lamports) }))
}

export function totalsOf(balances: readonly Balance[]): Map<LedgerAccount, bigint> {
  const byAccount = groupBy(balances, ({ account }) => account)
  return new Map([...byAccount].map(([account, group]) => [account, sumOf(group)]))
}

function sumOf(amounts: readonly { lamports: bigint }[]): bigint {
  return amounts.reduce((sum, { lamports }) => sum + lamports, 0n)
}

/** The book as a whole: it adds up to zero, nobody has a debt of the wrong sign, and what is owed back is what refunds say. */
export async function checkBalances(reader: Reader, balances: readonly Balance[]): Promise<Fault[]> {
  const faults: Fault[] = []
  const sum = sumOf(balances)
  if (sum !== 0n) faults.push(`the book: its lines add up to ${sum}, not to 0`)
  const owing = await readOwing(reader)
  for (const { account, wallet, lamports } of balances) {
    if (account.startsWith('owed_by_') ? lamports > 0n : account.startsWith('owed_to_') && lamports < 0n)
      faults.push(`the book: ${account} of ${wallet} is ${lamports}: paid back more than was owed`)
    if (account === 'owed_by_creator' && -lamports !== (owing.get(wallet) ?? 0n))
      faults.push(
        `the book: ${wallet} owes ${-lamports} back, its open refunds are ${owing.get(wallet) ?? 0n}`,
      )
  }
  return faults
}

/** What is owed back by creators' wallets, by the refunds. */
async function readOwing(reader: Reader): Promise<Map<string, bigint>> {
  const rows = await reader
    .select({ wallet: users.wallet, lamports: sql<string>`sum(${refunds.amountLamports})::text` })
    .from(refunds)
    .innerJoin(users, eq(users.id, refunds.creatorId))
    .where(eq(refunds.status, 'owed'))
    .groupBy(users.wallet)
  return new Map(rows.map(({ wallet, lamports }) => [wallet, BigInt(lamports)]))
}

/** What runs is what was paid for: the same tier, to the same end. */
export async function checkSubscriptions(reader: Reader, now: Date): Promise<Fault[]> {
  const paid = reader
    .selectDistinctOn([purchases.buyerId, purchases.creatorId], {
      buyerId: purchases.buyerId,
      creatorId: purchases.creatorId,
      paidTier: purchases.tier,
      paidUntil: purchases.periodEnd,
    })
    .from(purchases)
    // What was paid back since has still run until then.
    .where(and(eq(purchases.kind, 'subscription'), isSold))
    .orderBy(
      purchases.buyerId,
      purchases.creatorId,
      sql`${purchases.periodEnd} desc nulls last, ${purchases.confirmedAt} desc, ${purchases.id} desc`,
    )
    .as('paid')
  const rows = await reader
    .select({
      userId: sql<string>`coalesce(${subscriptions.userId}, ${paid.buyerId})`,
      creatorId: sql<string>`coalesce(${subscriptions.creatorId}, ${paid.creatorId})`,
      tier: subscriptions.tier,
      until: subscriptions.currentPeriodEnd,
      paidTier: paid.paidTier,
      paidUntil: paid.paidUntil,
    })
    .from(subscriptions)
    .fullJoin(
      paid,
      sql`${paid.buyerId} = ${subscriptions.userId} and ${paid.creatorId} = ${subscriptions.creatorId}`,
    )
    .where(or(gt(subscriptions.currentPeriodEnd, now), gt(paid.paidUntil, now)))
  return rows
    .filter(
      ({ tier, until, paidTier, paidUntil }) =>
        tier !== paidTier || until?.getTime() !== paidUntil?.getTime(),
    )
    .map(
      ({ userId, creatorId, tier, until, paidTier, paidUntil }) =>
        `subscription of ${userId} to ${creatorId}: ${tier ?? 'none'} until ${until?.toISOString() ?? 'never'}, ` +
        `paid for is ${paidTier ?? 'none'} until ${paidUntil?.toISOString() ?? 'never'}`,
    )
}
