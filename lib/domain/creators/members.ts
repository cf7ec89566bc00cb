import { and, desc, eq, gt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { subscriptions } from '@/lib/db/tables/purchases'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { badCursor, pageOf } from '@/lib/domain/paging'
import { Id, type Page } from '@/lib/schema/common'
import type { Member, MembersQuery } from '@/lib/schema/members'
import { requireCreatorPage } from './own-page'

/** With the wallet, which is for the creator's own files. */
export type MemberRow = Member & { wallet: string }

/** Who is, or was, a member of the caller, the latest to join first. Throws `forbidden` for who is no creator. */
export async function listMembers(
  { db, now }: DomainContext,
  creator: Viewer,
  query: MembersQuery,
): Promise<Page<Member>> {
  await requireCreatorPage(db.read, creator)
  const { items, nextCursor } = await pageOfMembers(db.read, creator, query, now())
  return { items: items.map(({ wallet: _, ...member }) => member), nextCursor }
}

export async function pageOfMembers(
  reader: Reader,
  { userId: creatorId }: Viewer,
  { status, query, cursor, limit }: MembersQuery,
  at: Date,
): Promise<Page<MemberRow>> {
  const rows = await reader
    .select({
      who: authorColumns,
      tier: subscriptions.tier,
      tierName: tiers.name,
      since: subscriptions.createdAt,
      until: subscriptions.currentPeriodEnd,
      cancelledAt: subscriptions.cancelledAt,
      paid: sql<string>`coalesce(${paid}, 0)::text`,
    })
    .from(subscriptions)
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .leftJoin(creators, eq(creators.id, subscriptions.userId))
    .leftJoin(tiers, and(eq(tiers.creatorId, subscriptions.creatorId), eq(tiers.tier, subscriptions.tier)))
    .where(
      and(
        eq(subscriptions.creatorId, creatorId),
        status === 'active' ? gt(subscriptions.currentPeriodEnd, at) : undefined,
        status === 'ended' ? lte(subscriptions.currentPeriodEnd, at) : undefined,
        query === '' ? undefined : isCalled(query),
        cursor === undefined ? undefined : isAfter(cursor),
      ),
    )
    .orderBy(desc(subscriptions.createdAt), desc(subscriptions.userId))
    .limit(limit + 1)
  const members = rows.map(
    ({ who, tier, tierName, since, until, cancelledAt, paid }): MemberRow => ({
      id: who.id,
      who: toAuthor(who),
      status: until > at ? 'active' : 'ended',
      tier,
      tierName,
      since: since.toISOString(),
      until: until.toISOString(),
      cancelled: cancelledAt !== null,
      paidLamports: BigInt(paid),
      wallet: who.wallet,
    }),
  )
  return pageOf(members, limit, ({ since, id }) => `${Date.parse(since)}.${id}`)
}

/** By the buyer's purchases, as the creator may have sold very much; less what was given back of them. */
const paid = sql`(
  select sum(p.amount_lamports - coalesce((
    select sum(r.amount_lamports) from refunds r
    where r.purchase_id = p.id and r.status = 'paid' and r.payment_signature is null), 0))
  from purchases p
  where p.buyer_id = ${subscriptions.userId} and p.creator_id = ${subscriptions.creatorId}
    and p.status in ('confirmed', 'refunded'))`

/** Their name, or their handle, holds it, as `fold_text` reads them; or their wallet begins so. */
function isCalled(query: string): SQL | undefined {
  return or(
    sql`strpos(fold_text(coalesce(${users.displayName}, '')), fold_text(${query})) > 0`,
    sql`strpos(${creators.handle}, fold_text(${query})) > 0`,
    sql`starts_with(${users.wallet}, ${query})`,
  )
}

/** Milliseconds, and an id. */
const CURSOR = /^(\d{1,14})\.(.+)$/

function isAfter(cursor: string): SQL {
  const [, joined, id] = CURSOR.exec(cursor) ?? []
  if (!Id.safeParse(id).success) throw badCursor()
  const at = new Date(Number(joined)).toISOString()
  return sql`(${subscriptions.createdAt}, ${subscriptions.userId}) < (${at}::timestamptz, ${id}::uuid)`
}
