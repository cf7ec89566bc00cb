import type { App } from '@/lib/app'
import { newId } from '@/lib/db/ids'
import { media } from '@/lib/db/tables'
import { processImage } from '@/lib/media/image'

export type DemoImage = typeof media.$inferInsert

/** Puts a rendered picture into the media store, as an upload would. Answers the row that makes it somebody's. */
export async function storeImage(app: App, ownerId: string, picture: Buffer, at: Date): Promise<DemoImage> {
  const image = await processImage(picture)
  const id = newId(at)
  await app.store.save(id, image)
  return {
    id,
    ownerId,
    mime: image.mime,
    width: image.width,
    height: image.height,
    bytes: image.original.length,
    createdAt: at,
  }
}
