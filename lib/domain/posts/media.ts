import { and, eq, not, type SQL, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { newId } from '@/lib/db/ids'
import type { Reader } from '@/lib/db/reader'
import { media } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { type RequestKey, transactOnce } from '@/lib/domain/once'
import { AppError } from '@/lib/errors'
import type { Image } from '@/lib/media/image'
import {
  bytesOfImage,
  deleteImage,
  PREVIEW_VERSION,
  putImage,
  VARIANTS_VERSION,
} from '@/lib/media/image-files'
import type { MediaStore } from '@/lib/media/port'
import type { MediaPreview } from '@/lib/schema/posts'
import { mayUseMedia } from './policy'
import { requirePost, requireUnlocked } from './post-access'
import { type PreviewContext, remakePreview } from './previews'

interface MediaContext extends DomainContext {
  store: MediaStore
  config: { mediaQuotaBytes: number }
}

/** Throws `media_quota_reached` when there is no room left: nothing has to be decoded to know that. */
export async function requireRoom({ db, config }: MediaContext, viewer: Viewer): Promise<void> {
  if ((await readUsedBytes(db.read, viewer)) >= config.mediaQuotaBytes) throw quotaReached(config)
}

/**
 * Keeps an upload; the same request again is the same one. Until it is used by a post, an avatar or a cover, only its
 * owner sees it. Throws `media_quota_reached`.
 */
export async function addMedia(
  context: MediaContext,
  viewer: Viewer,
  image: Image,
  request: RequestKey | null = null,
): Promise<MediaPreview> {
  const { store } = context
  const id = newId()
  const { width, height, placeholder } = image
  // Its row, then its files, then the answer: what a crash leaves is known to nobody, and goes as all that is unused.
  await insertMedia(context, viewer, id, image)
  await putImage(store, id, image)
  const kept = await transactOnce(
    context,
    viewer,
    request,
    async (): Promise<MediaPreview> => ({
      id,
      kind: 'image',
      width,
      height,
      preview: `/api/media/${id}/preview`,
      placeholder,
    }),
  )
  // The same was kept at the same time.
  if (kept.id !== id) await removeMedia(context, id)
  return kept
}

async function insertMedia(
  { db, config }: MediaContext,
  { userId }: Viewer,
  id: string,
  image: Image,
): Promise<void> {
  const { mime, width, height, placeholder } = image
  const bytes = bytesOfImage(image)
  await db.transact(async (tx) => {
    // Two uploads at once do not both get the last of the room.
    await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`media:${userId}`}, 0))`)
    if ((await readUsedBytes(tx.sql, { userId })) + bytes > config.mediaQuotaBytes) throw quotaReached(config)
    await tx.sql.insert(media).values({
      id,
      ownerId: userId,
      mime,
      width,
      height,
      bytes,
      placeholder,
      previewVersion: PREVIEW_VERSION,
      variantsVersion: VARIANTS_VERSION,
    })
  })
}

async function removeMedia({ db, store }: MediaContext, id: string): Promise<void> {
  await deleteImage(store, id)
  await db.transact((tx) => tx.sql.delete(media).where(eq(media.id, id)))
}

async function readUsedBytes(reader: Reader, { userId }: Pick<Viewer, 'userId'>): Promise<number> {
  const [row] = await reader
    .select({ bytes: sql<string>`coalesce(sum(${media.bytes}), 0)` })
    .from(media)
    .where(eq(media.ownerId, userId))
  return Number(row?.bytes)
}

function quotaReached({ mediaQuotaBytes }: MediaContext['config']): AppError {
  return new AppError('media_quota_reached', {
    detail: `Your pictures may take ${mediaQuotaBytes} bytes in all. What posts no longer show makes room a day later.`,
    extra: { quotaBytes: mediaQuotaBytes },
  })
}

type MediaUse = { use: 'post'; postId: string } | { use: 'avatar' | 'cover' }

/**
 * Puts the user's own media to a use, in this order; what served it before and is not named is let go. Throws `not_found`
 * for media that is not the user's, `media_in_use` for one that serves elsewhere: an image of a locked post must not
 * become public as an avatar, nor one that caches keep for everybody seem to be protected by a post.
 */
export async function attachMedia(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  target: MediaUse,
): Promise<void> {
  const postId = target.use === 'post' ? target.postId : null
  const own = await readOwn(tx, viewer, ids)
  if (own.length !== ids.length)
    throw new AppError('not_found', { reason: 'no_such_image', detail: 'There is no such image of yours.' })
  const elsewhere = own.some((row) => row.use !== null && !(row.use === target.use && row.postId === postId))
  if (elsewhere) throw new AppError('media_in_use')
  if (target.use === 'post' && own.some((row) => row.use === null && row.wasPublic))
    throw new AppError('media_in_use', {
      reason: 'was_public',
      detail: 'It was an avatar or a cover, which caches keep for everybody: upload it again for a post.',
    })
  const served =
    postId === null
      ? and(eq(media.ownerId, viewer.userId), eq(media.use, target.use))
      : eq(media.postId, postId)
  await letGo(tx, and(served, not(anyOf(media.id, ids))))
  for (const [place, id] of ids.entries()) {
    await tx.sql
      .update(media)
      .set({ use: target.use, postId, place, unusedSince: null })
      .where(eq(media.id, id))
  }
}

async function readOwn(tx: Tx, viewer: Viewer, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx.sql
    .select({ id: media.id, use: media.use, postId: media.postId, wasPublic: media.wasPublic })
    .from(media)
    .where(and(anyOf(media.id, ids), eq(media.ownerId, viewer.userId)))
    .for('no key update')
}

/** The picture that is set for an avatar or a cover, or none; what is not given stays. */
export async function attachPicture(
  tx: Tx,
  viewer: Viewer,
  use: 'avatar' | 'cover',
  id: string | null | undefined,
): Promise<void> {
  if (id !== undefined) await attachMedia(tx, viewer, id === null ? [] : [id], { use })
}

/** Of a post that is deleted: in a day its images are gone, unless they are put to another use. */
export async function letGoOfPost(tx: Tx, postId: string): Promise<void> {
  await letGo(tx, eq(media.postId, postId))
}

async function letGo(tx: Tx, which: SQL | undefined): Promise<void> {
  await tx.sql
    .update(media)
    .set({
      use: null,
      postId: null,
      unusedSince: sql`clock_timestamp()`,
      wasPublic: sql`${media.wasPublic} or ${media.use} in ('avatar', 'cover')`,
    })
    .where(which)
}

export interface MediaFacts {
  mime: string
  /** Whether everybody may see it, and shared caches keep it. */
  public: boolean
}

export interface OriginalFacts extends MediaFacts {
  width: number
  /** Null: its smaller widths are not made yet. */
  variantsVersion: number | null
}

/** The right to the original and its smaller widths: they show the same. Throws `not_found`, or `locked` for an image of a post the viewer has not unlocked. */
export async function requireOriginal(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  id: string,
): Promise<OriginalFacts> {
  const found = await readMedia(db, id)
  const { mime, width, variantsVersion } = found
  if (found.use === 'avatar' || found.use === 'cover') return { mime, public: true, width, variantsVersion }
  if (found.postId !== null) await requireUnlocked(db.read, viewer, found.postId, now())
  else if (!mayUseMedia(viewer, found)) throw noSuchMedia()
  return { mime, public: false, width, variantsVersion }
}

/**
 * The preview is for all who see the card while the image is used; otherwise only for its owner. One that tells too much
 * is made anew first. Throws `not_found`, `uploads_busy`.
 */
export async function requirePreview(
  context: PreviewContext,
  viewer: Viewer | null,
  id: string,
): Promise<MediaFacts> {
  const { db, now } = context
  const found = await readMedia(db, id)
  if (found.use === null && !mayUseMedia(viewer, found)) throw noSuchMedia()
  const seen = found.postId === null ? null : await requirePost(db.read, viewer, found.postId, now())
  if (found.previewVersion !== PREVIEW_VERSION) await remakePreview(context, id)
  return { mime: found.mime, public: seen === null ? found.use !== null : seen.listed }
}

async function readMedia(db: DomainContext['db'], id: string) {
  const [row] = await db.read
    .select({
      mime: media.mime,
      ownerId: media.ownerId,
      use: media.use,
      postId: media.postId,
      previewVersion: media.previewVersion,
      width: media.width,
      variantsVersion: media.variantsVersion,
    })
    .from(media)
    .where(sql`${media.id} = ${id}`)
  if (row === undefined) throw noSuchMedia()
  return row
}

function noSuchMedia(): AppError {
  return new AppError('not_found', { reason: 'no_such_image', detail: 'There is no such image.' })
}
