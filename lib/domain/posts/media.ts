import { and, eq, not, type SQL, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { newId } from '@/lib/db/ids'
import { type FilmFile, media } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { type RequestKey, transactOnce } from '@/lib/domain/once'
import { AppError } from '@/lib/errors'
import type { Image } from '@/lib/media/image'
import {
  bytesOfImage,
  deleteImage,
  PICTURE_MIME,
  PREVIEW_VERSION,
  putImage,
  VARIANTS_VERSION,
} from '@/lib/media/image-files'
import type { MediaStore } from '@/lib/media/port'
import type { MediaKind } from '@/lib/schema/media'
import type { MediaPreview } from '@/lib/schema/posts'
import { requireRoomFor } from './media-room'
import { mayUseMedia } from './policy'
import { type PostAccess, requirePost, requireUnlocked } from './post-access'
import { type PreviewContext, remakePreview } from './previews'

export interface MediaContext extends DomainContext {
  store: MediaStore
  config: { mediaQuotaBytes: number }
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
  const id = await keepImage(context, viewer, image)
  const { width, height, placeholder } = image
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
  if (kept.id !== id) await removeImage(context, id)
  return kept
}

/**
 * Keeps a picture under a new id. `promised`: what was held for it already of its owner’s room. Throws
 * `media_quota_reached`.
 */
export async function keepImage(
  context: MediaContext,
  viewer: Viewer,
  image: Image,
  promised = 0,
): Promise<string> {
  const id = newId()
  // Its row, then its files, then the answer: what a crash leaves is known to nobody, and goes as all that is unused.
  await insertMedia(context, viewer, id, image, promised)
  await putImage(context.store, id, image)
  return id
}

async function insertMedia(
  { db, config }: MediaContext,
  viewer: Viewer,
  id: string,
  image: Image,
  promised: number,
): Promise<void> {
  const { mime, width, height, placeholder } = image
  const bytes = bytesOfImage(image)
  await db.transact(async (tx) => {
    await requireRoomFor(tx, config, viewer, bytes - promised)
    await tx.sql.insert(media).values({
      id,
      ownerId: viewer.userId,
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

/** A picture that nobody has heard of. */
export async function removeImage({ db, store }: MediaContext, id: string): Promise<void> {
  await deleteImage(store, id)
  await db.transact((tx) => tx.sql.delete(media).where(eq(media.id, id)))
}

type MediaUse = { use: 'post'; postId: string } | { use: 'avatar' | 'cover' }

/**
 * Puts the user's own media to a use, in this order; what served it before and is not named is let go. Throws `not_found`
 * for media that is not the user's, `media_in_use` for one that serves elsewhere: an image of a locked post must not
 * become public as an avatar, nor one that caches keep for everybody seem to be protected by a post; `unsupported_media` for
 * an avatar or a cover that is no picture.
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
    throw new AppError('not_found', {
      reason: 'no_such_media',
      detail: 'There is no such picture, film or sound of yours.',
    })
  const elsewhere = own.some((row) => row.use !== null && !(row.use === target.use && row.postId === postId))
  if (elsewhere) throw new AppError('media_in_use')
  if (target.use !== 'post' && own.some(({ kind }) => kind !== 'image'))
    throw new AppError('unsupported_media', { reason: 'not_a_picture', detail: 'Choose a picture.' })
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
    .select({
      id: media.id,
      kind: media.mediaKind,
      use: media.use,
      postId: media.postId,
      wasPublic: media.wasPublic,
    })
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
  /** Of what `kind` says; posters are WebP as all pictures are. */
  mime: string
  /** Whether everybody may see it, and shared caches keep it. */
  public: boolean
}

export interface OriginalFacts extends MediaFacts {
  kind: MediaKind
  hasPoster: boolean
  width: number
  /** Null: its smaller widths are not made yet. */
  variantsVersion: number | null
  film: FilmFacts | null
  /** Of a picture: the reader who is given their own copy of it and nothing else; null for who sees it as it is. */
  copyOf: Viewer | null
}

export interface FilmFacts {
  /** Those that players choose from, the largest first. */
  files: FilmFile[]
  /** What was sent, for its owner alone; null while it is not kept yet. */
  source: FilmFile | null
  captions: string[]
}

/** The right to the original and its smaller widths: they show the same. Throws `not_found`, or `locked` for an image of a post the viewer has not unlocked. */
export async function requireOriginal(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  id: string,
): Promise<OriginalFacts> {
  const found = await readMedia(db, id)
  const facts = originalFacts(found, mayUseMedia(viewer, found))
  if (found.use === 'avatar' || found.use === 'cover') return { ...facts, public: true, copyOf: null }
  const post = found.postId === null ? null : await requireUnlocked(db.read, viewer, found.postId, now())
  if (post === null && !mayUseMedia(viewer, found)) throw noSuchMedia()
  requireReady(viewer, found)
  return {
    ...facts,
    public: false,
    copyOf: found.kind === 'image' && post !== null && carriesWatermark(post) ? viewer : null,
  }
}

/** Who has paid for it sees it with their mark. Its author does not, nor does anybody where it is open to all. */
function carriesWatermark({ watermarked, unlockedBy }: PostAccess): boolean {
  return watermarked && (unlockedBy === 'purchase' || unlockedBy === 'tier')
}

/** What readers may have is made ready: until then, or where that has failed, it is its owner’s alone. Throws `not_found`. */
function requireReady(viewer: Viewer | null, found: MediaFound): void {
  if (found.state !== 'ready' && !mayUseMedia(viewer, found)) throw noSuchMedia()
}

type MediaFound = Awaited<ReturnType<typeof readMedia>>

function originalFacts(found: MediaFound, isOwner: boolean): Omit<OriginalFacts, 'public' | 'copyOf'> {
  const { mime, kind, width, height, hasPoster, variantsVersion, filmFiles, filmMime, captions } = found
  const isKept = isOwner && found.state !== 'processing' && filmMime !== null
  return {
    mime,
    kind,
    hasPoster,
    width,
    variantsVersion,
    film:
      kind === 'image'
        ? null
        : {
            files: filmFiles,
            source: isKept ? { name: 'source', mime: filmMime, width, height } : null,
            captions,
          },
  }
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
  if (found.kind !== 'image' && !found.hasPoster) throw noSuchMedia()
  const seen = found.postId === null ? null : await requirePost(db.read, viewer, found.postId, now())
  requireReady(viewer, found)
  if (found.previewVersion !== PREVIEW_VERSION) await remakePreview(context, id)
  const mime = found.kind === 'image' ? found.mime : PICTURE_MIME
  return { mime, public: seen === null ? found.use !== null : seen.listed }
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
      height: media.height,
      variantsVersion: media.variantsVersion,
      kind: media.mediaKind,
      state: media.state,
      hasPoster: media.hasPoster,
      filmFiles: media.filmFiles,
      filmMime: media.filmMime,
      captions: media.captions,
    })
    .from(media)
    .where(sql`${media.id} = ${id}`)
  if (row === undefined) throw noSuchMedia()
  return row
}

/** Also where it is there, but not for the caller: it does not say which of them it would be. */
export function noSuchMedia(): AppError {
  return new AppError('not_found', {
    reason: 'no_such_media',
    detail: 'There is no such picture, film or sound.',
  })
}
