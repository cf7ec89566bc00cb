import { eq } from 'drizzle-orm'
import { media } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { AppError, inField } from '@/lib/errors'
import { isWebVtt } from '@/lib/media/film/webvtt'
import { captionsKey } from '@/lib/media/film-files'
import type { MediaStore } from '@/lib/media/port'
import { noSuchMedia, requireOriginal } from './media'
import { mayUseMedia } from './policy'
import { readCard } from './post-views'

interface CaptionsContext extends DomainContext {
  store: MediaStore
}

interface Track {
  mediaId: string
  lang: string
}

/** Of one film. */
const LANGUAGES_MAX = 10
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Keeps captions of the viewer's own film or sound in a language, in place of those that were there. Throws `not_found`,
 * `unsupported_media` for an image, `validation_failed` for what is no WebVTT, or one language too many.
 */
export async function putCaptions(
  { db, store }: CaptionsContext,
  viewer: Viewer,
  { mediaId, lang }: Track,
  file: Uint8Array,
): Promise<void> {
  requireWebVtt(file)
  await db.transact(async (tx) => {
    const { captions, postId } = await lockOwn(tx, viewer, mediaId)
    const all = [...new Set([...captions, lang])].toSorted()
    if (all.length > LANGUAGES_MAX)
      throw new AppError(
        'validation_failed',
        inField('lang', { code: 'too_many', max: LANGUAGES_MAX }, `At most ${LANGUAGES_MAX} languages`),
      )
    await store.put(captionsKey(mediaId, lang), file)
    await change(tx, mediaId, postId, all)
  })
}

/** Throws `not_found`, also where there are none in that language. */
export async function deleteCaptions(
  { db, store }: CaptionsContext,
  viewer: Viewer,
  { mediaId, lang }: Track,
): Promise<void> {
  await db.transact(async (tx) => {
    const { captions, postId } = await lockOwn(tx, viewer, mediaId)
    if (!captions.includes(lang)) throw noSuchCaptions()
    await change(
      tx,
      mediaId,
      postId,
      captions.filter((one) => one !== lang),
    )
    // While its row is locked: what is put in its place comes after, and what is not freed is still listed.
    await store.delete(captionsKey(mediaId, lang))
  })
}

/** To whom the film is open. Throws `not_found`, `locked`. */
export async function readCaptions(
  context: CaptionsContext,
  viewer: Viewer | null,
  { mediaId, lang }: Track,
): Promise<string> {
  const { film } = await requireOriginal(context, viewer, mediaId)
  if (!film?.captions.includes(lang)) throw noSuchCaptions()
  return new Response(await context.store.get(captionsKey(mediaId, lang))).text()
}

function requireWebVtt(file: Uint8Array): void {
  try {
    if (isWebVtt(utf8.decode(file))) return
  } catch {
    // It is no text.
  }
  const message = 'Must be WebVTT, in UTF-8'
  throw new AppError('validation_failed', inField('captions', { code: 'invalid_format' }, message))
}

function noSuchCaptions(): AppError {
  return new AppError('not_found', {
    reason: 'no_such_captions',
    detail: 'There are no captions in that language.',
  })
}

async function lockOwn(tx: Tx, viewer: Viewer, id: string) {
  const [row] = await tx.sql.select().from(media).where(eq(media.id, id)).for('no key update')
  if (row === undefined || !mayUseMedia(viewer, row)) throw noSuchMedia()
  if (row.mediaKind === 'image')
    throw new AppError('unsupported_media', { detail: 'Film and sound have captions.' })
  return row
}

/** Those who have its post open read it again. */
async function change(tx: Tx, id: string, postId: string | null, captions: string[]): Promise<void> {
  await tx.sql.update(media).set({ captions }).where(eq(media.id, id))
  const card = postId === null ? null : await readCard(tx.sql, postId)
  if (card !== null) tx.emit('post_updated', { post: card }, {})
}
