import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { media } from '@/lib/db/tables/content'
import type { DomainContext } from '@/lib/domain/context'
import { isAppError } from '@/lib/errors'
import { deleteImage, imageKey, PREVIEW_VERSION, readImage } from '@/lib/media/image-files'
import type { Pictures, RemadePreview } from '@/lib/media/pictures'
import type { MediaStore } from '@/lib/media/port'

/** Read in one statement; what becomes of each is written by itself. */
const AT_ONCE = 20

export interface PreviewContext extends DomainContext {
  store: MediaStore
  pictures: Pictures
}

/**
 * Makes previews anew that an earlier release has made, those after this id. Answers the last one it looked at; null when
 * there are none left.
 */
export async function remakePreviews(context: PreviewContext, after: string | null): Promise<string | null> {
  const old = await context.db.read
    .select({ id: media.id })
    .from(media)
    .where(and(isNull(media.previewVersion), after === null ? undefined : gt(media.id, after)))
    .orderBy(asc(media.id))
    .limit(AT_ONCE)
  for (const { id } of old) await remakePreview(context, id)
  return old.at(-1)?.id ?? null
}

/** Puts a preview that tells no more than it may in the place of what is there. Throws `uploads_busy`. */
export async function remakePreview({ db, store, pictures }: PreviewContext, id: string): Promise<void> {
  const made = await makeAnew(store, pictures, id)
  if (made === null) await store.delete(imageKey(id, 'preview'))
  else await store.put(imageKey(id, 'preview'), made.preview)
  const marked = await db.transact((tx) =>
    tx.sql
      .update(media)
      .set({ previewVersion: PREVIEW_VERSION, placeholder: made?.placeholder ?? null })
      .where(eq(media.id, id))
      .returning({ id: media.id }),
  )
  // Deleted meanwhile, and its files before that.
  if (marked.length === 0) await deleteImage(store, id)
}

/** Null where the picture is gone or damaged: then there is nothing to show, and those after it do not wait for it. */
async function makeAnew(store: MediaStore, pictures: Pictures, id: string): Promise<RemadePreview | null> {
  try {
    return await pictures.makePreview(await readImage(store, id))
  } catch (error) {
    if (isUnusable(error)) return null
    throw error
  }
}

/** What was thrown over a picture that is gone or damaged. */
export function isUnusable(error: unknown): boolean {
  return isAppError(error) && (error.code === 'not_found' || error.code === 'unsupported_media')
}
