import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { idCursor, pageOf } from '@/lib/domain/paging'
import type { Page, PageQuery } from '@/lib/schema/common'
import type { ListedPurchase } from '@/lib/schema/purchases'
import { GIVEN_UP, type PurchaseRow, toPurchase } from './rows'

/**
 * The caller's purchases, newest first, also of what has been taken down since: it is their receipt. What was given up
 * before anything was paid is none.
 */
export async function listPurchases(
  { db }: DomainContext,
  buyer: Viewer,
  { cursor, limit }: PageQuery,
): Promise<Page<ListedPurchase>> {
  const before = idCursor(cursor)
  const rows = await selectListed(db.read)
    .where(
      and(
        eq(purchases.buyerId, buyer.userId),
        isKept,
        before === undefined ? undefined : lt(purchases.id, before),
      ),
    )
    .orderBy(desc(purchases.id))
    .limit(limit + 1)
  return pageOf(rows.map(toListed), limit, (purchase) => purchase.id)
}

const isKept = sql`(
  ${purchases.failure} is distinct from ${GIVEN_UP}
  or (select p.signature from payments p where p.purchase_id = ${purchases.id} limit 1) is not null)`

/** Null for any but the buyer's own. */
export async function readListed(
  reader: Reader,
  buyer: Viewer,
  purchaseId: string,
): Promise<ListedPurchase | null> {
  const [row] = await selectListed(reader).where(
    and(eq(purchases.id, purchaseId), eq(purchases.buyerId, buyer.userId)),
  )
  return row === undefined ? null : toListed(row)
}

function selectListed(reader: Reader) {
  return reader
    .select({
      purchase: purchases,
      creator: authorColumns,
      post: { title: posts.title, deletedAt: posts.deletedAt, listed: posts.listed },
      tierName: tiers.name,
      // Not `exists`, as in lib/domain/posts/access.ts.
      refundOwed: sql<boolean>`(
        select r.id from refunds r where r.purchase_id = ${purchases.id} and r.status = 'owed' limit 1) is not null`,
      refunded: sql<string>`coalesce((
        select sum(r.amount_lamports) from refunds r
        where r.purchase_id = ${purchases.id} and r.status = 'paid' and r.payment_signature is null), 0)::text`,
    })
    .from(purchases)
    .innerJoin(users, eq(users.id, purchases.creatorId))
    .innerJoin(creators, eq(creators.id, purchases.creatorId))
    .leftJoin(posts, eq(posts.id, purchases.postId))
    .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
    .$dynamic()
}

type Selected = Awaited<ReturnType<typeof selectListed>>[number]

/** Who only wanted to buy what is listed no more finds nothing there. */
function isGone({ deletedAt, listed }: NonNullable<Selected['post']>, { status }: PurchaseRow): boolean {
  return deletedAt !== null || !(listed || status === 'confirmed' || status === 'pending')
}

function toListed({ purchase, creator, post, tierName, refundOwed, refunded }: Selected): ListedPurchase {
  return {
    ...toPurchase(purchase),
    about: {
      creator: toAuthor(creator),
      post: post && { title: post.title, gone: isGone(post, purchase) },
      tierName,
    },
    refundOwed,
    refundedLamports: BigInt(refunded),
  }
}
