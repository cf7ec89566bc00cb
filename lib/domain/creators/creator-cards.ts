import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import type { Reader } from '@/lib/db/reader'
import { creators, tiers, users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import { AppError } from '@/lib/errors'
import { type CreatorCard, Handle } from '@/lib/schema/creators'
import type { Focus } from '@/lib/schema/focus'
import { TIERS, type Tier, tierRank } from '@/lib/schema/tiers'
import { findSuccessor } from './handles'

/** The public columns of a creator; needs `creators` joined with `users`. */
export function creatorColumns(now: Date) {
  return {
    ...authorColumns,
    // Who has none is no creator any more, and not read: see `isCreator`.
    handle: sql<string>`${creators.handle}`,
    bio: creators.bio,
    coverId: creators.coverId,
    coverFocus: creators.coverFocus,
    links: creators.links,
    tierOrder: creators.tierOrder,
    pinnedPostId: sql<string | null>`(
      select p.id from posts p where p.id = ${creators.pinnedPostId} and p.listed and p.deleted_at is null)`,
    postsCount: creators.postsCount,
    followersCount: creators.followersCount,
    subscribersCount: sql<number>`(
      select count(*)::int from subscriptions s
      where s.creator_id = ${creators.id} and s.current_period_end > ${now.toISOString()})`,
    createdAt: creators.createdAt,
    updatedAt: users.updatedAt,
  }
}

/** There is a page: its owner has not left. */
export const isCreator = isNotNull(creators.handle)

type CreatorRow = Omit<
  CreatorCard,
  'displayName' | 'avatarFocus' | 'coverFocus' | 'createdAt' | 'updatedAt'
> & {
  avatarFocus: Focus | null
  coverFocus: Focus | null
  wallet: string
  displayName: string | null
  createdAt: Date
  updatedAt: Date
}

export function toCreatorCard(row: CreatorRow): CreatorCard {
  const { id, handle, bio, coverId, coverFocus, links, tierOrder, pinnedPostId, createdAt } = row
  const { postsCount, followersCount, subscribersCount } = row
  const { displayName, avatarId, avatarFocus } = toAuthor(row)
  return {
    id,
    handle,
    displayName,
    bio,
    links,
    avatarId,
    ...(avatarFocus && { avatarFocus }),
    coverId,
    ...(coverFocus && { coverFocus }),
    tierOrder,
    pinnedPostId,
    postsCount,
    followersCount,
    subscribersCount,
    createdAt: createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** Null when nobody matches. */
export async function readCreatorCard(reader: Reader, where: SQL, now: Date): Promise<CreatorCard | null> {
  const [row] = await reader
    .select(creatorColumns(now))
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .where(and(where, isCreator))
  return row ? toCreatorCard(row) : null
}

export async function readTiers(reader: Reader, creatorId: string): Promise<Tier[]> {
  const rows = await reader
    .select({
      tier: tiers.tier,
      priceLamports: tiers.priceLamports,
      name: tiers.name,
      benefits: tiers.benefits,
      enabled: tiers.enabled,
      updatedAt: tiers.updatedAt,
    })
    .from(tiers)
    .where(eq(tiers.creatorId, creatorId))
    .limit(TIERS.length)
  return rows
    .map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }))
    .sort((a, b) => tierRank(a.tier) - tierRank(b.tier))
}

/** Tells the creator's readers about changed public facts; nothing when the user has no creator page. */
export async function emitCreatorUpdated(tx: Tx, creatorId: string, now: Date): Promise<void> {
  const creator = await readCreatorCard(tx.sql, eq(creators.id, creatorId), now)
  if (creator !== null) tx.emit('creator_updated', { creator }, {})
}

/** The id behind a handle. Throws `not_found`. */
export async function creatorIdOf(reader: Reader, handle: string): Promise<string> {
  const [row] = await reader
    .select({ id: creators.id })
    .from(creators)
    .where(eq(creators.handle, readHandle(handle)))
  if (row === undefined) throw await noneCalled(reader, handle)
  return row.id
}

/**
 * The refusal of a handle that nobody has. Where somebody had it, it says as `movedTo` what they are called now: an address
 * with the one leads to that with the other.
 */
export async function noneCalled(reader: Reader, handle: string): Promise<AppError> {
  const movedTo = await findSuccessor(reader, readHandle(handle))
  return noSuchCreator(movedTo === null ? undefined : { movedTo })
}

/** A handle from an address, as it is stored. What cannot be one names nobody: throws `not_found`. */
export function readHandle(text: string): string {
  const handle = Handle.safeParse(text)
  if (!handle.success) throw noSuchCreator()
  return handle.data
}

export function noSuchCreator(extra?: Record<string, unknown>): AppError {
  return new AppError('not_found', { reason: 'no_such_creator', detail: 'There is no such creator.', extra })
}

/** Those of these ids that are creators. */
export async function findCreators(reader: Reader, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const rows = await reader
    .select({ id: creators.id })
    .from(creators)
    .where(anyOf(creators.id, [...ids]))
  return new Set(rows.map(({ id }) => id))
}
