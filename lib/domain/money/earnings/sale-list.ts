import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { requireCreatorPage } from '@/lib/domain/creators/own-page'
import { isSold, splitsOf } from '@/lib/domain/money/purchases/rows'
import { badCursor, pageOf } from '@/lib/domain/paging'
import { Id, type Page, type PageQuery } from '@/lib/schema/common'
import type { Sale } from '@/lib/schema/sales'

/** What a creator has sold, the latest first, each with what was given back of it. Throws `forbidden` for who is none. */
export async function listSales(
  { db }: DomainContext,
  creator: Viewer,
  { cursor, limit }: PageQuery,
): Promise<Page<Sale>> {
  await requireCreatorPage(db.read, creator)
  const rows = await db.read
    .select({
      purchase: purchases,
      buyer: authorColumns,
      post: { title: posts.title, deletedAt: posts.deletedAt },
      tierName: tiers.name,
      refunded: sql<string>`${givenBack('paid')}::text`,
      pending: sql<string>`${givenBack('offered')}::text`,
      final: sql<boolean>`(
        select y.finalized_at from payments y where y.purchase_id = ${purchases.id} and y.state = 'applied'
      ) is not null`,
    })
    .from(purchases)
    .innerJoin(users, eq(users.id, purchases.buyerId))
    .leftJoin(creators, eq(creators.id, purchases.buyerId))
    .leftJoin(posts, eq(posts.id, purchases.postId))
    .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
    .where(
      and(
        eq(purchases.creatorId, creator.userId),
        isSold,
        cursor === undefined ? undefined : isAfter(cursor),
      ),
    )
    .orderBy(desc(purchases.confirmedAt), desc(purchases.id))
    .limit(limit + 1)
  const sales = rows.map(({ purchase, buyer, post, tierName, refunded, pending, final }): Sale => {
    const { id, kind, status, confirmedAt, createdAt, periodEnd, amountLamports } = purchase
    return {
      id,
      at: (confirmedAt ?? createdAt).toISOString(),
      kind,
      about: post?.title ?? tierName ?? purchase.tier,
      postId: post?.deletedAt === null ? purchase.postId : null,
      periodEnd: periodEnd?.toISOString() ?? null,
      buyer: toAuthor(buyer),
      amountLamports,
      receivedLamports: splitsOf(purchase).find(({ role }) => role === 'creator')?.lamports ?? 0n,
      refundedLamports: BigInt(refunded),
      pendingLamports: BigInt(pending),
      access: status === 'refunded' ? 'ended' : 'kept',
      final,
    }
  })
  return pageOf(sales, limit, ({ at, id }) => `${Date.parse(at)}.${id}`)
}

/** Of goodwill: what was paid for nothing is owed, and stands elsewhere. */
const givenBack = (status: 'paid' | 'offered') => sql`coalesce((
  select sum(r.amount_lamports) from refunds r
  where r.purchase_id = ${purchases.id} and r.status = ${sql.raw(`'${status}'`)} and r.payment_signature is null), 0)`

/** Milliseconds, and an id. */
const CURSOR = /^(\d{1,14})\.(.+)$/

function isAfter(cursor: string): SQL {
  const [, sold, id] = CURSOR.exec(cursor) ?? []
  if (!Id.safeParse(id).success) throw badCursor()
  const at = new Date(Number(sold)).toISOString()
  return sql`(${purchases.confirmedAt}, ${purchases.id}) < (${at}::timestamptz, ${id}::uuid)`
}
