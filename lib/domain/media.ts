import { and, eq, inArray, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { media } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import type { MediaPreview } from '@/lib/schema/posts'
import type { DomainContext, Viewer } from './context'
import { requirePost, requireUnlocked } from './post-access'

/** An image that was checked and freed of its metadata. */
export interface ProcessedImage {
  mime: string
  width: number
  height: number
  original: Uint8Array
  /** Small and blurred: shown to everybody. */
  preview: Uint8Array
}

export interface ImageStore {
  /** Answers once both files lie there whole. */
  save(id: string, image: ProcessedImage): Promise<void>
}

/** Keeps an upload. Until it is used by a post, an avatar or a cover, only its owner sees it. */
export async function addMedia(
  { db, store }: DomainContext & { store: ImageStore },
  viewer: Viewer,
  image: ProcessedImage,
): Promise<MediaPreview> {
  const id = newId()
  // The files first: a row without its file would be a broken image, a file without a row is only unused space.
  await store.save(id, image)
  const { mime, width, height } = image
  await db.transact(async (tx) => {
    await tx.sql
      .insert(media)
      .values({ id, ownerId: viewer.userId, mime, width, height, bytes: image.original.length })
  })
  return { id, kind: 'image', width, height, preview: `/api/media/${id}/preview` }
}

type MediaUse = { use: 'post'; postId: string } | { use: 'avatar' | 'cover' }

/**
 * Puts the user's own media to a use, in this order; for a post, what it used before and is not named is let go.
 * Throws `not_found` for media that is not the user's, `media_in_use` for one that serves elsewhere: an image of a
 * locked post must not become public as an avatar.
 */
export async function useMedia(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  target: MediaUse,
): Promise<void> {
  const postId = target.use === 'post' ? target.postId : null
  if (postId !== null)
    await tx.sql.update(media).set({ use: null, postId: null }).where(eq(media.postId, postId))
  if (ids.length === 0) return
  const own = await tx.sql
    .select({ id: media.id, use: media.use, postId: media.postId })
    .from(media)
    .where(and(inArray(media.id, [...ids]), eq(media.ownerId, viewer.userId)))
    .for('no key update')
  if (own.length !== ids.length)
    throw new AppError('not_found', { detail: 'There is no such image of yours.' })
  const elsewhere = own.some((row) => row.use !== null && !(row.use === target.use && row.postId === postId))
  if (elsewhere) throw new AppError('media_in_use')
  for (const [place, id] of ids.entries()) {
    await tx.sql.update(media).set({ use: target.use, postId, place }).where(eq(media.id, id))
  }
}

export interface MediaFacts {
  mime: string
  /** Whether everybody may see it, and shared caches keep it. */
  public: boolean
}

/** The right to the original. Throws `not_found`, or `locked` for an image of a post the viewer has not unlocked. */
export async function requireOriginal(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  id: string,
): Promise<MediaFacts> {
  const found = await readMedia(db, id)
  if (found.use === 'avatar' || found.use === 'cover') return { mime: found.mime, public: true }
  if (found.postId === null) {
    if (found.ownerId !== viewer?.userId) throw noSuchMedia()
    return { mime: found.mime, public: false }
  }
  await requireUnlocked(db.read, viewer, found.postId, now())
  return { mime: found.mime, public: false }
}

/** The preview is for all while the image is used; otherwise only for its owner. Throws `not_found`. */
export async function requirePreview(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  id: string,
): Promise<MediaFacts> {
  const found = await readMedia(db, id)
  if (found.use === null && found.ownerId !== viewer?.userId) throw noSuchMedia()
  if (found.postId !== null) await requirePost(db.read, viewer, found.postId, now())
  return { mime: found.mime, public: found.use !== null }
}

async function readMedia(db: DomainContext['db'], id: string) {
  const [row] = await db.read
    .select({ mime: media.mime, ownerId: media.ownerId, use: media.use, postId: media.postId })
    .from(media)
    .where(sql`${media.id} = ${id}`)
  if (row === undefined) throw noSuchMedia()
  return row
}

function noSuchMedia(): AppError {
  return new AppError('not_found', { detail: 'There is no such image.' })
}
