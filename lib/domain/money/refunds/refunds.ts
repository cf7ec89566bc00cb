import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import { alias, type PgColumn } from 'drizzle-orm/pg-core'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { refunds } from '@/lib/db/tables/payments'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { maySeeRefund } from '@/lib/domain/money/policy'
import { itemOf } from '@/lib/domain/money/purchases/rows'
import { idCursor, pageOf } from '@/lib/domain/paging'
import { AppError } from '@/lib/errors'
import type { Page, PageQuery } from '@/lib/schema/common'
import type { Refund } from '@/lib/schema/refunds'

/** What was given back, and what is, or was, owed back, to the caller or by the caller; newest first. */
export async function listRefunds(
  { db }: DomainContext,
  viewer: Viewer,
  { cursor, limit }: PageQuery,
): Promise<Page<Refund>> {
  const before = idCursor(cursor)
  // Each side by its own index.
  const newestAs = (column: PgColumn) => sql`(
    select id from refunds r where ${sql.identifier('r')}.${sql.identifier(column.name)} = ${viewer.userId}
      ${before === undefined ? sql`` : sql`and id < ${before}`}
      and ${isTold(sql`r`)}
    order by id desc limit ${limit + 1})`
  const rows = await selectRefunds(db.read)
    .where(sql`${refunds.id} = any(array(${newestAs(refunds.buyerId)} union ${newestAs(refunds.creatorId)}))`)
    .orderBy(desc(refunds.id))
    .limit(limit + 1)
  return pageOf(
    rows.map((row) => toRefund(row, viewer)),
    limit,
    (refund) => refund.id,
  )
}

/** Throws `not_found` for anybody but the buyer and the creator. */
export async function readRefund(reader: Reader, viewer: Viewer, refundId: string): Promise<Refund> {
  const [row] = await selectRefunds(reader).where(eq(refunds.id, refundId))
  if (row === undefined || !maySeeRefund(viewer, row.refund))
    throw new AppError('not_found', { reason: 'no_such_refund', detail: 'There is no such refund.' })
  return toRefund(row, viewer)
}

/** Of one purchase; to be shown to its buyer. */
export async function readRefundsOf(reader: Reader, viewer: Viewer, purchaseId: string): Promise<Refund[]> {
  const rows = await selectRefunds(reader)
    .where(and(eq(refunds.purchaseId, purchaseId), isTold(sql`refunds`)))
    .orderBy(desc(refunds.id))
  return rows.map((row) => toRefund(row, viewer))
}

/** Of what is given of goodwill nobody hears before it is paid. */
function isTold(table: SQL): SQL {
  return sql`(${table}.status = 'paid' or ${table}.payment_signature is not null)`
}

function selectRefunds(reader: Reader) {
  const buyers = alias(users, 'buyers')
  const buyerPages = alias(creators, 'buyer_pages')
  return reader
    .select({
      refund: refunds,
      purchase: purchases,
      title: posts.title,
      tierName: tiers.name,
      creator: authorColumns,
      buyer: {
        id: buyers.id,
        wallet: buyers.wallet,
        displayName: buyers.displayName,
        avatarId: buyers.avatarId,
        avatarFocus: buyers.avatarFocus,
        handle: buyerPages.handle,
      },
    })
    .from(refunds)
    .innerJoin(purchases, eq(purchases.id, refunds.purchaseId))
    .innerJoin(users, eq(users.id, refunds.creatorId))
    .innerJoin(creators, eq(creators.id, refunds.creatorId))
    .innerJoin(buyers, eq(buyers.id, refunds.buyerId))
    .leftJoin(buyerPages, eq(buyerPages.id, refunds.buyerId))
    .leftJoin(posts, eq(posts.id, purchases.postId))
    .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
    .$dynamic()
}

type Selected = Awaited<ReturnType<typeof selectRefunds>>[number]

function toRefund({ refund, purchase, title, tierName, creator, buyer }: Selected, viewer: Viewer): Refund {
  return {
    id: refund.id,
    purchaseId: refund.purchaseId,
    role: refund.creatorId === viewer.userId ? 'creator' : 'buyer',
    status: refund.status,
    reason: refund.reason,
    access: refund.endsAccess ? 'ended' : 'kept',
    amountLamports: refund.amountLamports,
    item: itemOf(purchase),
    about: title ?? tierName,
    buyer: toAuthor(buyer),
    creator: toAuthor(creator),
    paymentSignature: refund.paymentSignature ?? purchase.signature ?? '',
    submitted: refund.submittedAt !== null,
    signature: refund.signature,
    createdAt: refund.createdAt.toISOString(),
    paidAt: refund.paidAt?.toISOString() ?? null,
  }
}
