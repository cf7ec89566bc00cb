import { and, eq, sql } from 'drizzle-orm'
import { media, watermarkedPictures } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import type { Viewer } from '@/lib/domain/context'
import { AppError, isAppError } from '@/lib/errors'
import { deleteWatermarked, putWatermarked, readImage } from '@/lib/media/image-files'
import type { WatermarkedPicture } from '@/lib/media/watermark/watermark'
import { noSuchMedia } from './media'
import type { PreviewContext } from './previews'

/** Copies that are made right now, here: who asks meanwhile waits for them. */
const underway = new Map<string, Promise<void>>()

/**
 * Sees to it that the viewer has their own copy of a picture, which carries their mark: it is made the first time that they
 * ask, and kept. Throws `unavailable` or `uploads_busy` while it cannot be made: nothing else is given instead.
 */
export async function requireCopy(context: PreviewContext, viewer: Viewer, mediaId: string): Promise<void> {
  const key = `${mediaId} ${viewer.userId}`
  const known = underway.get(key)
  if (known !== undefined) return known
  const making = makeOnce(context, viewer, mediaId).finally(() => underway.delete(key))
  underway.set(key, making)
  return making
}

async function makeOnce(context: PreviewContext, viewer: Viewer, mediaId: string): Promise<void> {
  const { db, store } = context
  const { userId } = viewer
  const isOfBoth = and(eq(watermarkedPictures.mediaId, mediaId), eq(watermarkedPictures.userId, userId))
  const [row] = await db.read
    .select({ madeAt: watermarkedPictures.madeAt })
    .from(watermarkedPictures)
    .where(isOfBoth)
  if (row !== undefined && row.madeAt !== null) return
  const marked = await make(context, viewer, mediaId)
  // Its row, then its files: what a crash leaves goes with the picture.
  if (row === undefined) {
    const isThere = await db.transact(async (tx) => {
      const [picture] = await tx.sql
        .select({ id: media.id })
        .from(media)
        .where(eq(media.id, mediaId))
        .for('key share')
      if (picture === undefined) return false
      await tx.sql.insert(watermarkedPictures).values({ mediaId, userId }).onConflictDoNothing()
      return true
    })
    if (!isThere) throw noSuchMedia()
  }
  await putWatermarked(store, mediaId, userId, marked)
  const kept = await db.transact((tx) =>
    tx.sql
      .update(watermarkedPictures)
      .set({ madeAt: sql`clock_timestamp()` })
      .where(isOfBoth)
      .returning({ mediaId: watermarkedPictures.mediaId }),
  )
  if (kept.length > 0) return
  // Deleted meanwhile, and its files before that.
  await deleteWatermarked(store, mediaId, userId)
  throw noSuchMedia()
}

async function make(
  { db, store, pictures }: PreviewContext,
  { userId }: Viewer,
  mediaId: string,
): Promise<WatermarkedPicture> {
  const text = await readMark(db, userId)
  const original = await readImage(store, mediaId)
  try {
    return await pictures.makeWatermarked(userId, original, text)
  } catch (error) {
    if (isAppError(error) && error.code !== 'unsupported_media') throw error
    throw new AppError('unavailable', {
      reason: 'watermark',
      detail: 'Your copy of this picture cannot be made right now. Try again soon.',
      cause: error,
    })
  }
}

/** A handle is never given to anybody else, so it says for good whose it is. Who has none is told by the ends of their wallet. */
async function readMark(db: PreviewContext['db'], userId: string): Promise<string> {
  const [row] = await db.read
    .select({ wallet: users.wallet, handle: creators.handle })
    .from(users)
    .leftJoin(creators, eq(creators.id, users.id))
    .where(eq(users.id, userId))
  if (row === undefined) throw noSuchMedia()
  const { wallet, handle } = row
  return handle === null ? `${wallet.slice(0, 4)}…${wallet.slice(-4)}` : `@${handle}`
}
