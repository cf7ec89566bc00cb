import type { App } from '@/lib/app'
import { newId } from '@/lib/db/ids'
import type { media } from '@/lib/db/tables/content'
import { bytesOfImage, PREVIEW_VERSION, putImage, VARIANTS_VERSION } from '@/lib/media/image-files'
import { type Crop, readPicture } from './pictures'

export type DemoImage = typeof media.$inferInsert

/** Puts a picture into the media store, as an upload would. Answers the row that makes it somebody's. */
export async function storeImage(app: App, ownerId: string, crop: Crop, at: Date): Promise<DemoImage> {
  const image = await readPicture(crop)
  const id = newId(at)
  await putImage(app.store, id, image)
  return {
    id,
    ownerId,
    mime: image.mime,
    width: image.width,
    height: image.height,
    bytes: bytesOfImage(image),
    placeholder: image.placeholder,
    previewVersion: PREVIEW_VERSION,
    variantsVersion: VARIANTS_VERSION,
    createdAt: at,
  }
}
