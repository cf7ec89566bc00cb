import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { media } from '@/lib/db/tables/content'
import {
  bytesOfVariants,
  deleteImage,
  PREVIEW_VERSION,
  putVariants,
  readImage,
  VARIANTS_VERSION,
} from '@/lib/media/image-files'
import type { Pictures, RemadeVariants } from '@/lib/media/pictures'
import type { MediaStore } from '@/lib/media/port'
import { isUnusable, type PreviewContext, remakePreview } from './previews'

/** Read in one statement; what becomes of each is written by itself. */
const AT_ONCE = 20

export interface MadeVariants {
  /** The last picture that was looked at; null when there are none left. */
  last: string | null
  made: number
  /** Pictures that are gone or damaged: they stay as they are. */
  failed: string[]
}

/**
 * Makes the smaller widths of the next pictures after this id that have none, and what a card carries of them. Done again
 * it does nothing; broken off it goes on where it was.
 */
export async function makeMissingVariants(
  context: PreviewContext,
  after: string | null,
): Promise<MadeVariants> {
  const without = await context.db.read
    .select({ id: media.id, previewVersion: media.previewVersion })
    .from(media)
    .where(and(isNull(media.variantsVersion), after === null ? undefined : gt(media.id, after)))
    .orderBy(asc(media.id))
    .limit(AT_ONCE)
  const failed: string[] = []
  for (const { id, previewVersion } of without) {
    // Of a preview that tells too much nothing is made.
    if (previewVersion !== PREVIEW_VERSION) await remakePreview(context, id)
    if (!(await makeVariantsOf(context, id))) failed.push(id)
  }
  return { last: without.at(-1)?.id ?? null, made: without.length - failed.length, failed }
}

/** Answers whether there is a picture to make them of. */
async function makeVariantsOf({ db, store, pictures }: PreviewContext, id: string): Promise<boolean> {
  const made = await remake(store, pictures, id)
  if (made === null) return false
  await putVariants(store, id, made.variants)
  const marked = await db.transact((tx) =>
    tx.sql
      .update(media)
      .set({
        variantsVersion: VARIANTS_VERSION,
        placeholder: made.placeholder,
        // Another one that does the same at the same time has counted them.
        bytes: sql`${media.bytes} + case when ${media.variantsVersion} is null then ${bytesOfVariants(made.variants)}::int else 0 end`,
      })
      .where(eq(media.id, id))
      .returning({ id: media.id }),
  )
  // Deleted meanwhile, and its files before that.
  if (marked.length === 0) await deleteImage(store, id)
  return true
}

async function remake(store: MediaStore, pictures: Pictures, id: string): Promise<RemadeVariants | null> {
  try {
    return await pictures.makeVariants(await readImage(store, id), await readImage(store, id, 'preview'))
  } catch (error) {
    if (isUnusable(error)) return null
    throw error
  }
}
