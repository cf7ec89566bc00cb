import { and, isNull, lt, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { ago } from '@/lib/db/clock'
import { media } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import { deleteImage } from '@/lib/media/image-files'
import type { MediaStore } from '@/lib/media/port'

/** What nothing has used for so long is given up. */
const UNUSED = '24 hours'
/** In one transaction. */
const AT_ONCE = 50

/**
 * Deletes the next images that have served nothing for a day, in the store and in the table. Their rows are
 * locked before the files go, so that none is put to a use meanwhile; deleting them again after a crash changes nothing.
 * Answers how many; 0 when there are none left.
 */
export async function deleteUnusedMedia(tx: Tx, store: MediaStore): Promise<number> {
  const unused = await tx.sql
    .select({ id: media.id })
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
  for (const id of ids) await deleteImage(store, id)
  if (ids.length > 0) await tx.sql.delete(media).where(anyOf(media.id, ids))
  return ids.length
}
