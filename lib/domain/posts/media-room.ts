import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { ago } from '@/lib/db/clock'
import type { Reader } from '@/lib/db/reader'
import { media } from '@/lib/db/tables/content'
import { uploads } from '@/lib/db/tables/uploads'
import type { Tx } from '@/lib/db/transaction'
import type { Viewer } from '@/lib/domain/context'
import { AppError } from '@/lib/errors'

interface Room {
  mediaQuotaBytes: number
}

/** Throws `media_quota_reached` when there is no room left: nothing has to be decoded to know that. */
export async function requireRoom(reader: Reader, room: Room, viewer: Viewer): Promise<void> {
  if ((await readTakenBytes(reader, viewer)) >= room.mediaQuotaBytes) throw quotaReached(room)
}

/** Holds the room of a user until the transaction ends: two at once do not both get the last of it. Throws `media_quota_reached`. */
export async function requireRoomFor(
  tx: Tx,
  room: Room,
  { userId }: Pick<Viewer, 'userId'>,
  bytes: number,
): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`media:${userId}`}, 0))`)
  if ((await readTakenBytes(tx.sql, { userId })) + bytes > room.mediaQuotaBytes) throw quotaReached(room)
}

/** With what is promised to uploads that are not whole yet. */
async function readTakenBytes(reader: Reader, { userId }: Pick<Viewer, 'userId'>): Promise<number> {
  const [row] = await reader
    .select({ bytes: sql<string>`coalesce(sum(${media.bytes} + ${media.filmBytes}), 0)` })
    .from(media)
    .where(eq(media.ownerId, userId))
  const [promised] = await reader
    .select({ bytes: sql<string>`coalesce(sum(${uploads.length}), 0)` })
    .from(uploads)
    .where(and(eq(uploads.ownerId, userId), isNull(uploads.mediaId), gt(uploads.createdAt, ago('24 hours'))))
  return Number(row?.bytes) + Number(promised?.bytes)
}

function quotaReached({ mediaQuotaBytes }: Room): AppError {
  return new AppError('media_quota_reached', {
    detail: `Your media may take ${mediaQuotaBytes} bytes in all. What posts no longer show makes room a day later.`,
    extra: { quotaBytes: mediaQuotaBytes },
  })
}
