import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { requireCreatorPage } from '@/lib/domain/creators/own-page'
import type { Earned, EarningsQuery } from '@/lib/schema/earnings'
import { type Buckets, bucketsOf } from './buckets'

/** What a creator has got in each day, week or month, and paid back. Throws `forbidden`, `validation_failed`. */
export async function readEarnings(
  { db, now }: DomainContext,
  creator: Viewer,
  query: EarningsQuery,
): Promise<Earned[]> {
  await requireCreatorPage(db.read, creator)
  return sumEarnings(db.read, creator, bucketsOf(query, now()))
}

const COLUMNS = { post: 'posts', subscription: 'subscriptions', tip: 'tips', refund: 'refunds' } as const

/**
 * What the book has in a creator's account, by when it came to be there: a sale when it was confirmed, a payment for which
 * nothing could be given when it was found, what was paid back when that was. What the network has undone is in none, as
 * if it had never been: the book has reversed it.
 */
export async function sumEarnings(reader: Reader, { userId }: Viewer, buckets: Buckets): Promise<Earned[]> {
  const { starts } = buckets
  const bucket = (at: SQL) => sql`width_bucket(${at}, ${instants(starts)}::timestamptz[])`
  const within = (at: SQL) =>
    sql`${at} >= ${instant(buckets.from)}::timestamptz and ${at} < ${instant(buckets.to)}::timestamptz`
  // Each refund is looked up by itself, whatever the planner makes of how many there are: one creator's are few.
  const booked = sql`(
    select ${bucket(sql`p.confirmed_at`)} as bucket, p.kind, ${shareIn(sql`p.splits`)} as lamports
    from purchases p
    where p.creator_id = ${userId} and p.status in ('confirmed', 'refunded') and ${within(sql`p.confirmed_at`)}
    union all
    select ${bucket(sql`y.seen_at`)}, p.kind, ${shareIn(sql`coalesce(y.splits, p.splits)`)}
    from refunds r,
      lateral (select y.state, y.seen_at, y.splits from payments y where y.signature = r.payment_signature limit 1) y,
      lateral (select p.kind, p.splits from purchases p where p.id = r.purchase_id limit 1) p
    where r.creator_id = ${userId} and y.state = 'surplus' and ${within(sql`y.seen_at`)}
    union all
    select ${bucket(sql`r.paid_at`)}, 'refund', r.amount_lamports
    from refunds r
    where r.creator_id = ${userId} and r.status = 'paid' and ${within(sql`r.paid_at`)}) booked`
  const rows = await reader
    .select({
      bucket: sql<number>`bucket`,
      kind: sql<keyof typeof COLUMNS>`kind`,
      lamports: sql<string>`sum(lamports)::text`,
    })
    .from(booked)
    .groupBy(sql`bucket, kind`)
  const all = starts.map(nothingAt)
  for (const { bucket, kind, lamports } of rows) {
    const earned = all[bucket - 1]
    if (earned === undefined) throw new Error(`there is no bucket ${bucket}`)
    const amount = BigInt(lamports)
    earned[COLUMNS[kind]] += amount
    earned.totalLamports += kind === 'refund' ? -amount : amount
  }
  return all
}

/** The creator's part of what was paid. */
function shareIn(splits: SQL): SQL {
  return sql`(
    select sum((s ->> 'lamports')::bigint) from jsonb_array_elements(${splits}) s where s ->> 'role' = 'creator')`
}

function nothingAt(start: number): Earned {
  const none = { posts: 0n, subscriptions: 0n, tips: 0n, messages: 0n, refunds: 0n, totalLamports: 0n }
  return { at: instant(start), ...none }
}

const instant = (ms: number) => new Date(ms).toISOString()
const instants = (all: readonly number[]) => `{${all.map(instant).join(',')}}`
