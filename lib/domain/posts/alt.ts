import { eq } from 'drizzle-orm'
import { media } from '@/lib/db/tables/content'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import type { OwnMedia } from '@/lib/schema/posts'
import { noSuchMedia } from './media'
import { mayUseMedia } from './policy'
import { readCard } from './post-views'

/**
 * Says what is in an image. Those who have its post open read it again; nobody else learns of it, and the post is no other
 * version. Throws `not_found` for an image that is not the user's.
 */
export async function describeMedia(
  { db }: DomainContext,
  viewer: Viewer,
  id: string,
  alt: string,
): Promise<OwnMedia> {
  return db.transact(async (tx) => {
    const [row] = await tx.sql.select().from(media).where(eq(media.id, id)).for('no key update')
    if (row === undefined || !mayUseMedia(viewer, row)) throw noSuchMedia()
    if (alt !== row.alt) {
      await tx.sql.update(media).set({ alt }).where(eq(media.id, id))
      const card = row.postId === null ? null : await readCard(tx.sql, row.postId)
      if (card !== null) tx.emit('post_updated', { post: card }, {})
    }
    const { mediaKind: kind, width, height, placeholder, durationMs, hasPoster } = row
    const preview = kind === 'image' || hasPoster ? `/api/media/${id}/preview` : null
    return { id, kind, width, height, durationMs, preview, placeholder, alt }
  })
}
