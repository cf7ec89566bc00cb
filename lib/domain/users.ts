import { eq, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { positionOf } from '@/lib/db/event-log'
import { creators, users } from '@/lib/db/tables/people'
import type { Reader } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import type { Author } from '@/lib/schema/creators'
import type { Me, MePatch } from '@/lib/schema/session'
import { authorColumns, toAuthor } from './authors'
import type { DomainContext, Viewer } from './context'
import { emitCreatorUpdated } from './creator-cards'
import { useMedia } from './media'

/** Throws `not_found` when there is no such user. */
export async function getMe({ db }: { db: Database }, userId: string): Promise<Me> {
  const [row] = await db.read
    .select({
      ...authorColumns,
      unreadCount: users.unreadCount,
      createdAt: users.createdAt,
      positions: {
        user: positionOf(sql`'user:' || ${users.id}`),
        notifications: positionOf(sql`'notifications:' || ${users.id}`),
      },
    })
    .from(users)
    .leftJoin(creators, eq(creators.id, users.id))
    .where(eq(users.id, userId))
  if (row === undefined) throw new AppError('not_found')
  return { ...row, createdAt: row.createdAt.toISOString() }
}

/** Changes name and picture; what is not given stays. Throws `not_found` for a picture that is not the user's. */
export async function updateMe(context: DomainContext, viewer: Viewer, patch: MePatch): Promise<Me> {
  await context.db.transact(async (tx) => {
    if (patch.avatarId != null) await useMedia(tx, viewer, [patch.avatarId], { use: 'avatar' })
    if (Object.keys(patch).length > 0)
      await tx.sql.update(users).set(patch).where(eq(users.id, viewer.userId))
    await emitCreatorUpdated(tx, viewer.userId, context.now())
  })
  return getMe(context, viewer.userId)
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
