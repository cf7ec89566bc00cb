import { and, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { positionOf } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators, follows, tiers, users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { changeUser, focusOf, lockUser } from '@/lib/domain/accounts/users'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { readSubscription } from '@/lib/domain/money/subscriptions/subscriptions'
import { notify } from '@/lib/domain/notifications/notify'
import { idCursor, pageOf } from '@/lib/domain/paging'
import { attachPicture } from '@/lib/domain/posts/media'
import { isListed } from '@/lib/domain/posts/visibility'
import { nextVersion, requireVersion } from '@/lib/domain/versions'
import { AppError, inField } from '@/lib/errors'
import { Id, type Page, type PageQuery } from '@/lib/schema/common'
import type { CreatorCard, CreatorInput, CreatorPatch, CreatorProfile } from '@/lib/schema/creators'
import type { Tier, TierInput } from '@/lib/schema/tiers'
import {
  creatorColumns,
  creatorIdOf,
  emitCreatorUpdated,
  isCreator,
  noneCalled,
  readHandle,
  readTiers,
  toCreatorCard,
} from './creator-cards'
import { asHandleTaken, changeHandle, findSuccessor } from './handles'
import { noCreatorPage } from './own-page'

/** Turns on the creator page. Throws `handle_taken`, `already_creator`, or `validation_failed` for an unknown referrer. */
export async function becomeCreator(
  context: DomainContext,
  viewer: Viewer,
  input: CreatorInput,
): Promise<CreatorProfile> {
  try {
    await context.db.transact(async (tx) => {
      const referredById = input.referredBy ? await findReferrer(tx.sql, viewer, input.referredBy) : null
      const { handle, bio } = input
      const opened = await tx.sql
        .insert(creators)
        .values({ id: viewer.userId, handle, bio, referredById })
        // Who had a page and deleted their account: what was sold by it refers to it still.
        .onConflictDoUpdate({ target: creators.id, set: { handle, bio }, setWhere: isNull(creators.handle) })
        .returning({ id: creators.id })
      if (opened.length === 0) throw new AppError('already_creator')
      await changeUser(tx, viewer, context.now(), { displayName: input.displayName })
      await emitCreatorUpdated(tx, viewer.userId, context.now())
      if (referredById !== null) await tellReferrer(tx, referredById, viewer, input)
    })
  } catch (error) {
    throw asHandleTaken(error)
  }
  return getCreator(context, viewer, input.handle)
}

async function tellReferrer(
  tx: Tx,
  referrerId: string,
  viewer: Viewer,
  { displayName, handle }: CreatorInput,
): Promise<void> {
  await notify(tx, [referrerId], {
    kind: 'referral',
    params: { actorId: viewer.userId, actorName: displayName, actorHandle: handle },
    dedupeKey: `referral:${viewer.userId}`,
  })
}

async function findReferrer(
  reader: DomainContext['db']['read'],
  viewer: Viewer,
  handleOrId: string,
): Promise<string> {
  const named = Id.safeParse(handleOrId).success
    ? eq(creators.id, handleOrId)
    : // Invitations are handed on for long.
      eq(creators.handle, (await findSuccessor(reader, handleOrId)) ?? handleOrId)
  const [row] = await reader.select({ id: creators.id }).from(creators).where(and(named, isCreator))
  if (row === undefined || row.id === viewer.userId) {
    throw new AppError(
      'validation_failed',
      inField('referredBy', { code: 'unknown' }, 'There is no such creator'),
    )
  }
  return row.id
}

/**
 * Changes the creator page; what is not given stays. Throws `not_found` when it is not turned on, `conflict` where it is
 * not the `version` any more that the change began with, `handle_taken`, and `handle_changed_recently`.
 */
export async function updateCreator(
  context: DomainContext,
  viewer: Viewer,
  patch: CreatorPatch,
): Promise<CreatorProfile> {
  try {
    const handle = await context.db.transact((tx) => writeCreator(tx, viewer, patch, context.now()))
    return getCreator(context, viewer, handle)
  } catch (error) {
    throw asHandleTaken(error)
  }
}

/** Answers the handle. */
async function writeCreator(tx: Tx, viewer: Viewer, patch: CreatorPatch, now: Date): Promise<string> {
  const { handle, version, ...fields } = patch
  const updatedAt = await lockUser(tx, viewer)
  await requireVersion(version, updatedAt, async () => {
    const own = await readOwnHandle(tx.sql, viewer)
    return own && readProfile(tx.sql, viewer, own, now)
  })
  if (handle !== undefined) await changeHandle(tx, viewer, handle, now)
  // No form begins with the handle beside other fields: by itself it makes no other version of those.
  if (handle === undefined || Object.keys(fields).length > 0) await writeFields(tx, viewer, fields, now)
  const written = await readOwnHandle(tx.sql, viewer)
  if (written === undefined) throw noCreatorPage()
  await emitCreatorUpdated(tx, viewer.userId, now)
  return written
}

async function writeFields(
  tx: Tx,
  viewer: Viewer,
  { displayName, avatarId, avatarFocus, ...page }: Omit<CreatorPatch, 'handle' | 'version'>,
  now: Date,
): Promise<void> {
  const { bio, coverId, coverFocus, links, welcome, tierOrder, pinnedPostId } = page
  if (pinnedPostId != null) await requirePinnable(tx.sql, viewer, pinnedPostId)
  await attachPicture(tx, viewer, 'avatar', avatarId)
  await attachPicture(tx, viewer, 'cover', coverId)
  // Drizzle leaves out what is undefined and refuses an update that sets nothing; the id is a harmless filler.
  await tx.sql
    .update(creators)
    .set({
      id: viewer.userId,
      bio,
      coverId,
      coverFocus: focusOf(coverFocus, coverId),
      links,
      welcome,
      tierOrder,
      pinnedPostId,
    })
    .where(eq(creators.id, viewer.userId))
  await changeUser(tx, viewer, now, { displayName, avatarId, avatarFocus })
}

/** Whether it may stand first on the page. */
async function requirePinnable(reader: Reader, viewer: Viewer, postId: string): Promise<void> {
  const [post] = await reader
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.id, postId), eq(posts.authorId, viewer.userId), isListed))
  if (post === undefined)
    throw new AppError(
      'validation_failed',
      inField('pinnedPostId', { code: 'unknown' }, 'There is no such listed post of yours'),
    )
}

async function readOwnHandle(reader: Reader, viewer: Viewer): Promise<string | undefined> {
  const [own] = await reader
    .select({ handle: creators.handle })
    .from(creators)
    .where(eq(creators.id, viewer.userId))
  return own?.handle ?? undefined
}

/**
 * Sets the given tiers and leaves the others. Running subscriptions and open purchases keep what was agreed. Throws
 * `conflict` where one of them is not the `version` any more that its change began with; then none is changed.
 */
export async function setTiers(
  { db, now }: DomainContext,
  viewer: Viewer,
  input: TierInput[],
): Promise<Tier[]> {
  return db.transact(async (tx) => {
    const [creator] = await tx.sql
      .select({ id: creators.id })
      .from(creators)
      .where(and(eq(creators.id, viewer.userId), isCreator))
      .for('no key update')
    if (creator === undefined) throw noCreatorPage()
    const before = await readTiers(tx.sql, viewer.userId)
    for (const { version, ...entry } of input) {
      const known = before.find(({ tier }) => tier === entry.tier)
      await requireVersion(version, known ? new Date(known.updatedAt) : null, async () => before)
      await tx.sql
        .insert(tiers)
        .values({ creatorId: viewer.userId, ...entry, updatedAt: now() })
        .onConflictDoUpdate({
          target: [tiers.creatorId, tiers.tier],
          set: { ...entry, updatedAt: nextVersion(tiers.updatedAt, now()) },
        })
    }
    const all = await readTiers(tx.sql, viewer.userId)
    tx.emit('tier_updated', { creatorId: viewer.userId, tiers: all }, {})
    return all
  })
}

/** A creator as this caller sees them. Throws `not_found`. */
export function getCreator(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  handle: string,
): Promise<CreatorProfile> {
  return readProfile(db.read, viewer, handle, now())
}

async function readProfile(
  reader: Reader,
  viewer: Viewer | null,
  handle: string,
  at: Date,
): Promise<CreatorProfile> {
  const following = viewer
    ? sql<boolean>`(
        select f.user_id from follows f where f.creator_id = ${creators.id} and f.user_id = ${viewer.userId}) is not null`
    : sql<boolean>`false`
  const [row] = await reader
    .select({
      ...creatorColumns(at),
      following,
      welcome: creators.welcome,
      position: positionOf(sql`'creator:' || ${creators.id}`),
    })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .where(eq(creators.handle, readHandle(handle)))
  if (row === undefined) throw await noneCalled(reader, handle)
  // After the position: what is newer than it comes again as an event, what is older would not.
  const [tiers, subscription] = await Promise.all([
    readTiers(reader, row.id),
    viewer ? readSubscription(reader, viewer, row.id, at) : null,
  ])
  const { following: isFollowed, position } = row
  const isMember = viewer?.userId === row.id || (subscription !== null && subscription.status !== 'expired')
  const welcome = isMember && row.welcome !== '' ? row.welcome : null
  return { ...toCreatorCard(row), tiers, following: isFollowed, subscription, welcome, position }
}

/** Creators whose name or handle holds the text, as `fold_text` reads both; newest first. */
export async function listCreators(
  { db, now }: DomainContext,
  { query, cursor, limit }: PageQuery & { query: string },
): Promise<Page<CreatorCard>> {
  const conditions: (SQL | undefined)[] = [isCreator]
  if (cursor !== undefined) conditions.push(lt(creators.id, idCursor(cursor) as string))
  if (query !== '') conditions.push(sql`strpos(${creators.searchText}, fold_text(${query})) > 0`)
  const rows = await db.read
    .select(creatorColumns(now()))
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .where(and(...conditions))
    .orderBy(desc(creators.id))
    .limit(limit + 1)
  return pageOf(rows.map(toCreatorCard), limit, (creator) => creator.id)
}

/**
 * Follows or stops following; doing it twice changes nothing. Answers with the new count. Throws `own_page` for one's own.
 */
export async function setFollowing(
  { db, now }: DomainContext,
  viewer: Viewer,
  handle: string,
  following: boolean,
): Promise<{ following: boolean; followersCount: number }> {
  return db.transact(async (tx) => {
    const creatorId = await creatorIdOf(tx.sql, handle)
    if (following && creatorId === viewer.userId) throw new AppError('own_page')
    const key = { creatorId, userId: viewer.userId }
    const changed = following
      ? await tx.sql.insert(follows).values(key).onConflictDoNothing().returning()
      : await tx.sql
          .delete(follows)
          .where(and(eq(follows.creatorId, creatorId), eq(follows.userId, viewer.userId)))
          .returning()
    const { followersCount } = creators
    const isIt = eq(creators.id, creatorId)
    // The creator's row is taken only where something changes: many may be waiting for it.
    if (changed.length === 0) {
      const [row] = await tx.sql.select({ followersCount }).from(creators).where(isIt)
      return { following, followersCount: row?.followersCount ?? 0 }
    }
    const [row] = await tx.sql
      .update(creators)
      .set({ followersCount: sql`${followersCount} + ${following ? 1 : -1}` })
      .where(isIt)
      .returning({ followersCount })
    await emitCreatorUpdated(tx, creatorId, now())
    return { following, followersCount: row?.followersCount ?? 0 }
  })
}
