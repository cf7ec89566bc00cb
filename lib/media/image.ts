import sharp from 'sharp'
import { brandOf } from './formats/avif'
import { PICTURE_PIXELS_MAX, requireAffordable } from './formats/cost'
import { notReadable } from './formats/facts'
import { readFacts } from './formats/read-facts'
import { heicConverter, heicToJpeg } from './heic'
import { makePlaceholder, makePreview } from './preview'
import { makeVariants, type PictureVariant } from './variants'

const ORIGINAL_EDGE_MAX = 2400
const ORIGINAL_QUALITY = 84
/** Of 6: beyond it, a few percent of size cost twice the time. */
const ORIGINAL_EFFORT = 2

/** The mark that ends a JPEG: a phone that was in a hurry leaves it out. */
const JPEG_END = Buffer.from([0xff, 0xd9])

export interface Image {
  mime: string
  width: number
  height: number
  original: Uint8Array
  preview: Uint8Array
  /** What a card carries of the preview, in base64. */
  placeholder: string
  /** The smaller widths, each narrower than the picture. */
  variants: readonly PictureVariant[]
}

/** What is made of the picture as it is kept. */
export async function completeImage(
  kept: Omit<Image, 'preview' | 'placeholder' | 'variants'>,
): Promise<Image> {
  const preview = await makePreview(kept.original)
  const [placeholder, variants] = [await makePlaceholder(preview), await makeVariants(kept.original)]
  return { ...kept, preview, placeholder, variants }
}

/**
 * Checks an upload by its content and makes the files we keep: the picture, turned upright and encoded anew, which leaves
 * all metadata behind, its smaller widths, and a blurred preview. Throws `unsupported_media` for anything but a whole picture,
 * `moving_picture`. For the worker: what it is given decides how long it takes.
 */
export async function processImage(sent: Buffer): Promise<Image> {
  const bytes =
    heicConverter !== null && brandOf(sent) === 'HEIC' ? await heicToJpeg(sent, heicConverter) : sent
  const facts = readFacts(bytes)
  requireAffordable(facts)
  // With its end put back, one that was cut off earlier is told by the decoder's warnings alone.
  const [whole, failOn] = facts.endless
    ? ([Buffer.concat([bytes, JPEG_END]), 'warning'] as const)
    : ([bytes, 'error'] as const)
  try {
    const { data, info } = await sharp(whole, { limitInputPixels: PICTURE_PIXELS_MAX, failOn })
      .rotate()
      .resize({
        width: ORIGINAL_EDGE_MAX,
        height: ORIGINAL_EDGE_MAX,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .webp({ quality: ORIGINAL_QUALITY, effort: ORIGINAL_EFFORT })
      .toBuffer({ resolveWithObject: true })
    return await completeImage({
      mime: 'image/webp',
      width: info.width,
      height: info.height,
      original: data,
    })
  } catch (error) {
    throw notReadable(error)
  }
}
