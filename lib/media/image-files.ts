import { PICTURE_WIDTHS, type PictureWidth } from '@/lib/schema/pictures'
import type { Image } from './image'
import type { MediaStore } from './port'
import type { PictureVariant } from './variants'

export type Variant = 'original' | 'preview' | `w${PictureWidth}`

const ALL: readonly Variant[] = ['original', 'preview', ...PICTURE_WIDTHS.map(widthVariant)]

/** Of everything that is kept of pictures. */
export const PICTURE_MIME = 'image/webp'

/** How previews are made now: what is kept with another one is made again. */
export const PREVIEW_VERSION = 1

/** Which widths are kept, and how they are made. */
export const VARIANTS_VERSION = 1

function widthVariant(width: PictureWidth): Variant {
  return `w${width}`
}

/** Under which key what is kept of an image lies. */
export function imageKey(id: string, variant: Variant): string {
  return `${id}.${variant}.webp`
}

/** Under which key it lies in somebody's own copy, which carries their mark. */
export function watermarkedKey(id: string, userId: string, variant: Variant): string {
  return `${id}.${userId}.${variant}.webp`
}

/** The smallest that is at least as wide as what is asked for; the original where nothing smaller is, or none is yet. */
export function variantFor(
  { width, variantsVersion }: { width: number; variantsVersion: number | null },
  asked: PictureWidth,
): Variant {
  return variantsVersion !== null && asked < width ? widthVariant(asked) : 'original'
}

/** The same of a copy, which is made with all its widths; null: the whole. */
export function copyFor({ width }: { width: number }, asked: PictureWidth | null): Variant {
  return asked !== null && asked < width ? widthVariant(asked) : 'original'
}

/** Answers once all of it is there. */
export async function putImage(store: MediaStore, id: string, image: Image): Promise<void> {
  await Promise.all([
    store.put(imageKey(id, 'original'), image.original),
    store.put(imageKey(id, 'preview'), image.preview),
    putVariants(store, id, image.variants),
  ])
}

export async function putVariants(
  store: MediaStore,
  id: string,
  variants: readonly PictureVariant[],
): Promise<void> {
  await Promise.all(variants.map(({ width, bytes }) => store.put(imageKey(id, widthVariant(width)), bytes)))
}

/** Somebody's own copy of an image. Answers once all of it is there. */
export async function putWatermarked(
  store: MediaStore,
  id: string,
  userId: string,
  { original, variants }: Pick<Image, 'original' | 'variants'>,
): Promise<void> {
  await Promise.all([
    store.put(watermarkedKey(id, userId, 'original'), original),
    ...variants.map(({ width, bytes }) => store.put(watermarkedKey(id, userId, widthVariant(width)), bytes)),
  ])
}

/** What is not there is gone already. */
export async function deleteWatermarked(store: MediaStore, id: string, userId: string): Promise<void> {
  await Promise.all(ALL.map((variant) => store.delete(watermarkedKey(id, userId, variant))))
}

/** What all of it takes. */
export function bytesOfImage({ original, preview, variants }: Image): number {
  return original.length + preview.length + bytesOfVariants(variants)
}

export function bytesOfVariants(variants: readonly PictureVariant[]): number {
  return variants.reduce((sum, { bytes }) => sum + bytes.length, 0)
}

/** What is not there is gone already. */
export async function deleteImage(store: MediaStore, id: string): Promise<void> {
  await Promise.all(ALL.map((variant) => store.delete(imageKey(id, variant))))
}

/** What is kept of the picture, whole. Throws `not_found`. */
export async function readImage(
  store: MediaStore,
  id: string,
  variant: Variant = 'original',
): Promise<Uint8Array> {
  const stream = await store.get(imageKey(id, variant))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
