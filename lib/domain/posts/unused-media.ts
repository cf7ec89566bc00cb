import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { ago } from '@/lib/db/clock'
import { media, watermarkedPictures } from '@/lib/db/tables/content'
import { users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { deleteMedia } from '@/lib/media/film-files'
import { deleteWatermarked } from '@/lib/media/image-files'
import type { MediaStore } from '@/lib/media/port'

/** What nothing has used for so long is given up. */
const UNUSED = '24 hours'
/** In one transaction. */
const AT_ONCE = 20
/** The same: a picture may have as many as its post has buyers. */
const COPIES_AT_ONCE = 50

/**
 * Deletes the next media that have served nothing for a day, in the store and in the table, and before them what readers have
 * as their own copies. Their rows are locked before the files go, so that none is put to a use meanwhile; deleting them again
 * after a crash changes nothing. Answers how many; 0 when there are none left.
 */
export async function deleteUnusedMedia(tx: Tx, store: MediaStore): Promise<number> {
  const unused = await tx.sql
    .select({ id: media.id, mediaKind: media.mediaKind, captions: media.captions })
    .from(media)
    .where(
      and(
        isNull(media.use),
        lt(media.createdAt, ago(UNUSED)),
        lt(sql`coalesce(${media.unusedSince}, ${media.createdAt})`, ago(UNUSED)),
      ),
    )
    .orderBy(media.createdAt)
    .limit(AT_ONCE)
    .for('update', { skipLocked: true })
  const ids = unused.map(({ id }) => id)
  if (ids.length === 0) return 0
  const copies = await tx.sql
    .select()
    .from(watermarkedPictures)
    .where(anyOf(watermarkedPictures.mediaId, ids))
    .limit(COPIES_AT_ONCE)
  await deleteCopies(tx, store, copies)
  if (copies.length === COPIES_AT_ONCE) return copies.length
  // Together: a store that is far away takes its time for each, while the rows are locked.
  await Promise.all(unused.map((one) => deleteMedia(store, one)))
  await tx.sql.delete(media).where(anyOf(media.id, ids))
  return ids.length
}

/** Deletes the next copies of who has deleted their account. Answers how many; 0 when there are none left. */
export async function deleteCopiesOfGone(tx: Tx, store: MediaStore): Promise<number> {
  const { mediaId, userId } = watermarkedPictures
  const copies = await tx.sql
    .select({ mediaId, userId })
    .from(watermarkedPictures)
    .innerJoin(users, eq(users.id, userId))
    .where(isNotNull(users.leftAt))
    .limit(COPIES_AT_ONCE)
    .for('update', { of: watermarkedPictures, skipLocked: true })
  await deleteCopies(tx, store, copies)
  return copies.length
}

async function deleteCopies(
  tx: Tx,
  store: MediaStore,
  copies: readonly { mediaId: string; userId: string }[],
): Promise<void> {
  await Promise.all(copies.map(({ mediaId, userId }) => deleteWatermarked(store, mediaId, userId)))
  for (const { mediaId, userId } of copies)
    await tx.sql
      .delete(watermarkedPictures)
      .where(and(eq(watermarkedPictures.mediaId, mediaId), eq(watermarkedPictures.userId, userId)))
}
