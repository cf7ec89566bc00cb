import { and, eq, isNull } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { media } from '@/lib/db/tables/content'
import { uploads } from '@/lib/db/tables/uploads'
import type { Viewer } from '@/lib/domain/context'
import { keepImage, type MediaContext, removeImage } from '@/lib/domain/posts/media'
import { isAppError } from '@/lib/errors'
import { headOf } from '@/lib/media/film/played-as-sent'
import type { Films } from '@/lib/media/films'
import { isPicture } from '@/lib/media/formats/read-facts'
import { PREVIEW_VERSION, VARIANTS_VERSION } from '@/lib/media/image-files'
import type { IncomingFiles } from '@/lib/media/incoming'
import type { Pictures } from '@/lib/media/pictures'
import { dropUpload, noSuchUpload, requireSize, requireUpload, type Upload } from './uploads'

export interface FinishContext extends MediaContext {
  incoming: IncomingFiles
  pictures: Pictures
  films: Films
}

/** Uploads that become something right now, here: asked for again, they are waited for. */
const underway = new Map<string, Promise<string>>()

/**
 * What a whole upload has become: an image that is ready, or film or sound that a job makes ready. Done again it is the same.
 * Throws what its content is refused with; the upload is gone then. What else it throws, such as `uploads_busy`, leaves it
 * to be finished later.
 */
export async function finishUpload(context: FinishContext, viewer: Viewer, upload: Upload): Promise<string> {
  const known = underway.get(upload.id)
  if (known !== undefined) return known
  const finishing = finish(context, viewer, upload).finally(() => underway.delete(upload.id))
  underway.set(upload.id, finishing)
  return finishing
}

async function finish(context: FinishContext, viewer: Viewer, { id }: Upload): Promise<string> {
  // What it is by now: another request may have finished it since.
  const upload = await requireUpload(context.db.read, viewer, id)
  if (upload.mediaId !== null) return upload.mediaId
  const path = context.incoming.path(id)
  try {
    return isPicture(await headOf(path))
      ? await becomeImage(context, viewer, upload)
      : await becomeFilm(context, viewer, upload)
  } catch (error) {
    // Another process may have been quicker, which takes the file away from under this one.
    const { mediaId } = await requireUpload(context.db.read, viewer, id)
    if (mediaId !== null) return mediaId
    if (isAppError(error) && REFUSED.has(error.code)) await dropUpload(context, upload)
    throw error
  }
}

/** Sent again it would be refused again. */
const REFUSED: ReadonlySet<string> = new Set(['unsupported_media', 'moving_picture', 'payload_too_large'])

async function becomeImage(context: FinishContext, viewer: Viewer, upload: Upload): Promise<string> {
  const { db, incoming, pictures } = context
  requireSize(upload.length, 'image')
  const image = await pictures.make(viewer.userId, incoming.path(upload.id))
  const mediaId = await keepImage(context, viewer, image, upload.length)
  const marked = await db.transact((tx) =>
    tx.sql.update(uploads).set({ mediaId }).where(isOpen(upload)).returning({ id: uploads.id }),
  )
  if (marked.length > 0) {
    await incoming.remove(upload.id)
    return mediaId
  }
  await removeImage(context, mediaId)
  return becomeBefore(context, viewer, upload)
}

async function becomeFilm(context: FinishContext, viewer: Viewer, upload: Upload): Promise<string> {
  const { db, incoming, films } = context
  const { kind, mime, width, height, durationMs } = await films.inspect(incoming.path(upload.id))
  requireSize(upload.length, kind)
  const mediaId = newId()
  const isFirst = await db.transact(async (tx) => {
    const [open] = await tx.sql.select({ id: uploads.id }).from(uploads).where(isOpen(upload)).for('update')
    if (open === undefined) return false
    await tx.sql.insert(media).values({
      id: mediaId,
      ownerId: viewer.userId,
      mime,
      width,
      height,
      bytes: 0,
      mediaKind: kind,
      state: 'processing',
      durationMs,
      filmBytes: BigInt(upload.length),
      filmMime: mime,
      // There is no poster whose preview or widths could be missing.
      previewVersion: PREVIEW_VERSION,
      variantsVersion: VARIANTS_VERSION,
    })
    await tx.sql.update(uploads).set({ mediaId }).where(eq(uploads.id, upload.id))
    tx.enqueue('prepare-film', { mediaId, uploadId: upload.id })
    return true
  })
  return isFirst ? mediaId : becomeBefore(context, viewer, upload)
}

/** Another process was quicker. */
async function becomeBefore({ db }: FinishContext, viewer: Viewer, { id }: Upload): Promise<string> {
  const { mediaId } = await requireUpload(db.read, viewer, id)
  if (mediaId === null) throw noSuchUpload()
  return mediaId
}

const isOpen = ({ id }: Upload) => and(eq(uploads.id, id), isNull(uploads.mediaId))
