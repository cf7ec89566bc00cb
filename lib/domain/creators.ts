import { and, desc, eq, ilike, lt, or, type SQL, sql } from 'drizzle-orm'
import { positionOf } from '@/lib/db/event-log'
import { uniqueViolation } from '@/lib/db/sql-errors'
import { creators, follows, tiers, users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { readSubscription } from '@/lib/domain/subscriptions/subscriptions'
import { AppError } from '@/lib/errors'
import { Id, type Page, type PageQuery } from '@/lib/schema/common'
import type { CreatorCard, CreatorInput, CreatorPatch, CreatorProfile } from '@/lib/schema/creators'
import type { Tier, TierInput } from '@/lib/schema/tiers'
import type { DomainContext, Viewer } from './context'
import {
  creatorColumns,
  creatorIdOf,
  emitCreatorUpdated,
  noSuchCreator,
  readHandle,
  readTiers,
  toCreatorCard,
} from './creator-cards'
import { useMedia } from './media'
import { notify } from './notifications'
import { idCursor, pageOf } from './paging'

/** Turns on the creator page. Throws `handle_taken`, `already_creator`, or `validation_failed` for an unknown referrer. */
export async function becomeCreator(
  context: DomainContext,
  viewer: Viewer,
  input: CreatorInput,
): Promise<CreatorProfile> {
  try {
    await context.db.transact(async (tx) => {
      const referredById = input.referredBy ? await findReferrer(tx.sql, viewer, input.referredBy) : null
      await tx.sql
        .insert(creators)
        .values({ id: viewer.userId, handle: input.handle, bio: input.bio, referredById })
      await tx.sql.update(users).set({ displayName: input.displayName }).where(eq(users.id, viewer.userId))
      await emitCreatorUpdated(tx, viewer.userId, context.now())
      if (referredById !== null) await tellReferrer(tx, referredById, viewer, input)
    })
  } catch (error) {
    const constraint = uniqueViolation(error)
    if (constraint === 'creators_handle_unique') {
      throw new AppError('handle_taken', { errors: { handle: ['This handle is taken'] } })
    }
    if (constraint === 'creators_pkey') throw new AppError('already_creator')
    throw error
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
    title: `${displayName} became a creator by your invitation`,
    body: 'You get 5 % of what they sell, with each payment.',
    href: `/creators/${handle}`,
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
    : eq(creators.handle, handleOrId)
  const [row] = await reader.select({ id: creators.id }).from(creators).where(named)
  if (row === undefined || row.id === viewer.userId) {
    throw new AppError('validation_failed', { errors: { referredBy: ['There is no such creator'] } })
  }
  return row.id
}

/** Changes the creator page; what is not given stays. Throws `not_found` when it is not turned on. */
export async function updateCreator(
  context: DomainContext,
  viewer: Viewer,
  patch: CreatorPatch,
): Promise<CreatorProfile> {
  const { displayName, avatarId, bio, coverId } = patch
  const handle = await context.db.transact(async (tx) => {
    if (avatarId != null) await useMedia(tx, viewer, [avatarId], { use: 'avatar' })
    if (coverId != null) await useMedia(tx, viewer, [coverId], { use: 'cover' })
    // Drizzle leaves out what is undefined and refuses an update that sets nothing; the id is a harmless filler.
    const [row] = await tx.sql
      .update(creators)
      .set({ id: viewer.userId, bio, coverId })
      .where(eq(creators.id, viewer.userId))
      .returning({ handle: creators.handle })
    if (row === undefined) throw new AppError('not_found', { detail: 'Turn on your creator page first.' })
    await tx.sql
      .update(users)
      .set({ id: viewer.userId, displayName, avatarId })
      .where(eq(users.id, viewer.userId))
    await emitCreatorUpdated(tx, viewer.userId, context.now())
    return row.handle
  })
  return getCreator(context, viewer, handle)
}

/** Sets the given tiers and leaves the others. Running subscriptions and open purchases keep what was agreed. */
export async function setTiers({ db }: DomainContext, viewer: Viewer, input: TierInput[]): Promise<Tier[]> {
  return db.transact(async (tx) => {
    const [creator] = await tx.sql
      .select({ id: creators.id })
      .from(creators)
      .where(eq(creators.id, viewer.userId))
      .for('no key update')
    if (creator === undefined) throw new AppError('not_found', { detail: 'Turn on your creator page first.' })
    for (const entry of input) {
      await tx.sql
        .insert(tiers)
        .values({ creatorId: viewer.userId, ...entry })
        .onConflictDoUpdate({ target: [tiers.creatorId, tiers.tier], set: entry })
    }
    const all = await readTiers(tx.sql, viewer.userId)
    tx.emit('tier_updated', { creatorId: viewer.userId, tiers: all }, {})
    return all
  })
}

/** A creator as this caller sees them. Throws `not_found`. */
export async function getCreator(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  handle: string,
): Promise<CreatorProfile> {
  const at = now()
  const following = viewer
    ? sql<boolean>`exists (select 1 from follows f where f.creator_id = ${creators.id} and f.user_id = ${viewer.userId})`
    : sql<boolean>`false`
  const [row] = await db.read
    .select({ ...creatorColumns(at), following, position: positionOf(sql`'creator:' || ${creators.id}`) })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .where(eq(creators.handle, readHandle(handle)))
  if (row === undefined) throw noSuchCreator()
  // After the position: what is newer than it comes again as an event, what is older would not.
  const [tiers, subscription] = await Promise.all([
    readTiers(db.read, row.id),
    viewer ? readSubscription(db.read, viewer, row.id, at) : null,
  ])
  return { ...toCreatorCard(row), tiers, following: row.following, subscription, position: row.position }
}

/** Creators whose name or handle holds the text, newest first. */
export async function listCreators(
  { db, now }: DomainContext,
  { query, cursor, limit }: PageQuery & { query: string },
): Promise<Page<CreatorCard>> {
  const conditions: (SQL | undefined)[] = []
  if (cursor !== undefined) conditions.push(lt(creators.id, idCursor(cursor) as string))
  if (query !== '') {
    const pattern = `%${query.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(or(ilike(creators.handle, pattern), ilike(users.displayName, pattern)))
  }
  const rows = await db.read
    .select(creatorColumns(now()))
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .where(and(...conditions))
    .orderBy(desc(creators.id))
    .limit(limit + 1)
  return pageOf(rows.map(toCreatorCard), limit, (creator) => creator.id)
}

/** Follows or stops following; doing it twice changes nothing. Answers with the new count. */
export async function setFollowing(
  { db, now }: DomainContext,
  viewer: Viewer,
  handle: string,
  following: boolean,
): Promise<{ following: boolean; followersCount: number }> {
  return db.transact(async (tx) => {
    const creatorId = await creatorIdOf(tx.sql, handle)
    const key = { creatorId, userId: viewer.userId }
    const changed = following
      ? await tx.sql.insert(follows).values(key).onConflictDoNothing().returning()
      : await tx.sql
          .delete(follows)
          .where(and(eq(follows.creatorId, creatorId), eq(follows.userId, viewer.userId)))
          .returning()
    const step = following ? changed.length : -changed.length
    const [row] = await tx.sql
      .update(creators)
      .set({ followersCount: sql`${creators.followersCount} + ${step}` })
      .where(eq(creators.id, creatorId))
      .returning({ followersCount: creators.followersCount })
    if (step !== 0) await emitCreatorUpdated(tx, creatorId, now())
    return { following, followersCount: row?.followersCount ?? 0 }
  })
}
