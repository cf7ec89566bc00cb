import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import type { Reader } from '@/lib/db/transaction'
import { authorColumns, toAuthor } from '@/lib/domain/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { idCursor, pageOf } from '@/lib/domain/paging'
import type { Page, PageQuery } from '@/lib/schema/common'
import type { ListedPurchase } from '@/lib/schema/purchases'
import { toPurchase } from './rows'

/** The caller's purchases, newest first, also of what has been taken down since: it is their receipt. */
export async function listPurchases(
  { db }: DomainContext,
  buyer: Viewer,
  { cursor, limit }: PageQuery,
): Promise<Page<ListedPurchase>> {
  const before = idCursor(cursor)
  const rows = await selectListed(db.read)
    .where(
      and(eq(purchases.buyerId, buyer.userId), before === undefined ? undefined : lt(purchases.id, before)),
    )
    .orderBy(desc(purchases.id))
    .limit(limit + 1)
  return pageOf(rows.map(toListed), limit, (purchase) => purchase.id)
}

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
      post: { title: posts.title, deletedAt: posts.deletedAt },
      tierName: tiers.name,
      refundOwed: sql<boolean>`exists (
        select 1 from refunds r where r.purchase_id = ${purchases.id} and r.status = 'owed')`,
    })
    .from(purchases)
    .innerJoin(users, eq(users.id, purchases.creatorId))
    .innerJoin(creators, eq(creators.id, purchases.creatorId))
    .leftJoin(posts, eq(posts.id, purchases.postId))
    .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
    .$dynamic()
}

type Selected = Awaited<ReturnType<typeof selectListed>>[number]

function toListed({ purchase, creator, post, tierName, refundOwed }: Selected): ListedPurchase {
  return {
    ...toPurchase(purchase),
    about: {
      creator: toAuthor(creator),
      post: post && { title: post.title, gone: post.deletedAt !== null },
      tierName,
    },
    refundOwed,
  }
}
