import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '@/lib/app'
import { newId } from '@/lib/db/ids'
import { media } from '@/lib/db/tables/content'
import { type Image, processImage } from '@/lib/media/image'

export type DemoImage = typeof media.$inferInsert

/** Raise it when a style paints differently. */
const ART_VERSION = 1
/** Painting takes seconds and always gives the same: once per checkout is enough. */
const CACHE_FOLDER = join('node_modules', '.cache', 'fonana', `demo-art-${ART_VERSION}`)

interface Painting {
  /** Names the picture in the cache: everything that it depends on. */
  key: string
  paint: () => Promise<Buffer>
}

/** Puts a painted picture into the media store, as an upload would. Answers the row that makes it somebody's. */
export async function storeImage(
  app: App,
  ownerId: string,
  painting: Painting,
  at: Date,
): Promise<DemoImage> {
  const image = await paintOnce(painting)
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

async function paintOnce({ key, paint }: Painting): Promise<Image> {
  const path = join(CACHE_FOLDER, `${key}.json`)
  const kept = await readFile(path, 'utf8').catch(() => null)
  if (kept !== null) return decode(kept)
  const image = await processImage(await paint())
  await mkdir(CACHE_FOLDER, { recursive: true })
  await writeFile(`${path}.new`, encode(image))
  await rename(`${path}.new`, path)
  return image
}

const encode = ({ original, preview, ...facts }: Image): string =>
  JSON.stringify({
    ...facts,
    original: Buffer.from(original).toString('base64'),
    preview: Buffer.from(preview).toString('base64'),
  })

function decode(text: string): Image {
  const { original, preview, ...facts } = JSON.parse(text)
  return { ...facts, original: Buffer.from(original, 'base64'), preview: Buffer.from(preview, 'base64') }
}
