import { eq, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { positionOf } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import { creators, users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { emitCreatorUpdated } from '@/lib/domain/creators/creator-cards'
import { attachPicture } from '@/lib/domain/posts/media'
import { nextVersion, requireVersion } from '@/lib/domain/versions'
import { AppError } from '@/lib/errors'
import type { Author } from '@/lib/schema/creators'
import type { Focus } from '@/lib/schema/focus'
import type { Locale } from '@/lib/schema/locales'
import type { Me, MePatch } from '@/lib/schema/session'
import { authorColumns, toAuthor } from './authors'

/** Throws `not_found` when there is no such user. */
export function getMe({ db }: { db: Database }, userId: string): Promise<Me> {
  return readMe(db.read, userId)
}

/** What the user reads. Throws `not_found` when there is no such user. */
export async function getLocale({ db }: { db: Database }, userId: string): Promise<Locale> {
  const [row] = await db.read.select({ locale: users.locale }).from(users).where(eq(users.id, userId))
  if (row === undefined) throw new AppError('not_found')
  return row.locale
}

async function readMe(reader: Reader, userId: string): Promise<Me> {
  const [row] = await reader
    .select({
      ...authorColumns,
      locale: users.locale,
      welcomed: users.welcomed,
      unreadCount: users.unreadCount,
      createdAt: users.createdAt,
      updatedAt: users.updatedAt,
      positions: {
        user: positionOf(sql`'user:' || ${users.id}`),
        notifications: positionOf(sql`'notifications:' || ${users.id}`),
      },
    })
    .from(users)
    .leftJoin(creators, eq(creators.id, users.id))
    .where(eq(users.id, userId))
  if (row === undefined) throw new AppError('not_found')
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}

/**
 * Changes name, picture, language and whether they were welcomed; what is not given stays. Throws `not_found` for a picture that is not the user's,
 * `conflict` where they are not the `version` any more that the change began with.
 */
export async function updateMe(context: DomainContext, viewer: Viewer, patch: MePatch): Promise<Me> {
  const { version, locale, welcomed, ...fields } = patch
  await context.db.transact(async (tx) => {
    const updatedAt = await lockUser(tx, viewer)
    await requireVersion(version, updatedAt, () => readMe(tx.sql, viewer.userId))
    if (locale !== undefined || welcomed !== undefined)
      await tx.sql.update(users).set({ locale, welcomed }).where(eq(users.id, viewer.userId))
    // Nobody else sees these two, and no form of what others see begins with them.
    if (Object.keys(fields).length === 0) return
    await attachPicture(tx, viewer, 'avatar', fields.avatarId)
    await changeUser(tx, viewer, context.now(), fields)
    await emitCreatorUpdated(tx, viewer.userId, context.now())
  })
  return getMe(context, viewer.userId)
}

/** Answers when they were changed last. */
export async function lockUser(tx: Tx, { userId }: Pick<Viewer, 'userId'>): Promise<Date> {
  const [row] = await tx.sql
    .select({ updatedAt: users.updatedAt })
    .from(users)
    .where(eq(users.id, userId))
    .for('no key update')
  if (row === undefined) throw new AppError('not_found')
  return row.updatedAt
}

/** What is not given stays; it is another version all the same. */
export async function changeUser(
  tx: Tx,
  { userId }: Viewer,
  now: Date,
  {
    displayName,
    avatarId,
    avatarFocus,
  }: {
    displayName?: string | null | undefined
    avatarId?: string | null | undefined
    avatarFocus?: Focus | null | undefined
  },
): Promise<void> {
  await tx.sql
    .update(users)
    .set({
      displayName,
      avatarId,
      avatarFocus: focusOf(avatarFocus, avatarId),
      updatedAt: nextVersion(users.updatedAt, now),
    })
    .where(eq(users.id, userId))
}

/** What is to be seen of a picture; of another one, unless it is said, the middle. */
export function focusOf(
  focus: Focus | null | undefined,
  pictureId: string | null | undefined,
): Focus | null | undefined {
  return focus === undefined && pictureId !== undefined ? null : focus
}

export async function readAuthor(reader: Reader, userId: string): Promise<Author> {
  const [row] = await reader
    .select(authorColumns)
    .from(users)
    .leftJoin(creators, eq(creators.id, users.id))
    .where(eq(users.id, userId))
  if (row === undefined) throw new AppError('not_found')
  return toAuthor(row)
}
