import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { payments, refunds } from '@/lib/db/tables/payments'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { Viewer } from '@/lib/domain/context'
import { isSold, toSplits } from '@/lib/domain/money/purchases/rows'
import type { Author } from '@/lib/schema/creators'
import type { PaymentState, Split } from '@/lib/schema/purchases'

const PAGE = 100

/** A transaction as it is in the book: what a creator was paid, or has paid back. */
export interface SaleRow {
  at: Date
  purchaseId: string
  payment: Exclude<PaymentState, 'vanished'>
  kind: 'post' | 'subscription' | 'tip'
  /** Title or tier, as it is called now. */
  what: string | null
  buyer: Author
  buyerWallet: string
  amountLamports: bigint
  /** Who has got how much; less than nothing who has paid it back. */
  shares: Partial<Record<Split['role'], bigint>>
  signature: string | null
}

/** All that was sold, newest first; then what was paid back, each after what was paid for nothing. */
export async function* readSales(reader: Reader, creator: Viewer): AsyncIterable<SaleRow> {
  yield* readApplied(reader, creator)
  yield* readRefunds(reader, creator)
}

const facts = {
  id: purchases.id,
  kind: purchases.kind,
  amountLamports: purchases.amountLamports,
  splits: purchases.splits,
  buyer: authorColumns,
  postTitle: posts.title,
  tier: purchases.tier,
  tierName: tiers.name,
}

async function* readApplied(reader: Reader, { userId }: Viewer): AsyncIterable<SaleRow> {
  let after: SQL | undefined
  for (;;) {
    const rows = await reader
      .select({ ...facts, at: purchases.confirmedAt, signature: purchases.signature })
      .from(purchases)
      .innerJoin(users, eq(users.id, purchases.buyerId))
      .leftJoin(creators, eq(creators.id, purchases.buyerId))
      .leftJoin(posts, eq(posts.id, purchases.postId))
      .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
      .where(and(eq(purchases.creatorId, userId), isSold, after))
      .orderBy(desc(purchases.confirmedAt), desc(purchases.id))
      .limit(PAGE)
    for (const row of rows) yield toSale(row, { payment: 'applied', at: row.at, signature: row.signature })
    const last = rows.at(-1)
    if (last?.at == null || rows.length < PAGE) return
    after = sql`(${purchases.confirmedAt}, ${purchases.id}) < (${last.at.toISOString()}::timestamptz, ${last.id}::uuid)`
  }
}

async function* readRefunds(reader: Reader, { userId }: Viewer): AsyncIterable<SaleRow> {
  let before: string | undefined
  for (;;) {
    const rows = await reader
      .select({
        ...facts,
        refund: refunds,
        payment: { state: payments.state, splits: payments.splits, seenAt: payments.seenAt },
      })
      .from(refunds)
      .leftJoin(payments, eq(payments.signature, refunds.paymentSignature))
      .innerJoin(purchases, eq(purchases.id, refunds.purchaseId))
      .innerJoin(users, eq(users.id, refunds.buyerId))
      .leftJoin(creators, eq(creators.id, refunds.buyerId))
      .leftJoin(posts, eq(posts.id, purchases.postId))
      .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
      .where(and(eq(refunds.creatorId, userId), before === undefined ? undefined : lt(refunds.id, before)))
      .orderBy(desc(refunds.id))
      .limit(PAGE)
    for (const { refund, payment, ...row } of rows) {
      const { amountLamports, paymentSignature, paidAt, signature } = refund
      if (payment?.state === 'surplus') {
        const paid = { ...row, amountLamports, splits: payment.splits ?? row.splits }
        yield toSale(paid, { payment: 'surplus', at: payment.seenAt, signature: paymentSignature })
      }
      if (refund.status === 'paid') {
        const back = toSale(row, { payment: 'refund', at: paidAt, signature })
        yield { ...back, amountLamports: -amountLamports, shares: { creator: -amountLamports } }
      }
    }
    before = rows.at(-1)?.refund.id
    if (rows.length < PAGE) return
  }
}

interface Facts {
  id: string
  kind: SaleRow['kind']
  amountLamports: bigint
  splits: Parameters<typeof toSplits>[0]
  buyer: Parameters<typeof toAuthor>[0]
  postTitle: string | null
  tier: string | null
  tierName: string | null
}

function toSale(
  { id, kind, amountLamports, splits, buyer, postTitle, tier, tierName }: Facts,
  { at, ...payment }: Pick<SaleRow, 'payment' | 'signature'> & { at: Date | null },
): SaleRow {
  if (at === null) throw new Error(`it is not known when ${id} was paid`)
  return {
    ...payment,
    at,
    purchaseId: id,
    kind,
    what: postTitle ?? tierName ?? tier,
    buyer: toAuthor(buyer),
    buyerWallet: buyer.wallet,
    amountLamports,
    shares: Object.fromEntries(toSplits(splits).map(({ role, lamports }) => [role, lamports])),
  }
}
