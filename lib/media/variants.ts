import sharp from 'sharp'
import { PICTURE_WIDTHS, type PictureWidth } from '@/lib/schema/pictures'

/** A little below the original's: a pixel of these is smaller on the screen. */
const QUALITY = 76
/** Of 6, as for the original. */
const EFFORT = 2

export interface PictureVariant {
  width: PictureWidth
  bytes: Uint8Array
}

/** The picture in each width that is smaller than its own. */
export async function makeVariants(original: Uint8Array): Promise<PictureVariant[]> {
  const own = (await sharp(original).metadata()).width
  const variants: PictureVariant[] = []
  // One after the other: together they would take the memory of all.
  for (const width of PICTURE_WIDTHS.filter((narrower) => narrower < own)) {
    const bytes = await sharp(original)
      .resize({ width })
      .webp({ quality: QUALITY, effort: EFFORT })
      .toBuffer()
    variants.push({ width, bytes })
  }
  return variants
}
