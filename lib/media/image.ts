import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { AppError } from '@/lib/errors'

const MIME_ACCEPTED: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
])
/** A small file can hold a huge picture; this many pixels are 200 MB once decoded. */
const PIXELS_MAX = 50_000_000
const ORIGINAL_EDGE_MAX = 2400
const ORIGINAL_QUALITY = 84
/** Of 6: beyond it, a few percent of size cost twice the time. */
const ORIGINAL_EFFORT = 2

/** So few pixels are left of a preview that no reader gets the picture back; then it is enlarged and smoothed. */
const PREVIEW_DETAIL_EDGE = 28
const PREVIEW_EDGE = 480
const PREVIEW_BLUR_SIGMA = 14
const PREVIEW_QUALITY = 60

export interface Image {
  mime: string
  width: number
  height: number
  original: Uint8Array
  preview: Uint8Array
}

/**
 * Checks an upload by its content and makes the two files we keep: the picture, turned upright and encoded anew, which
 * leaves all metadata behind, and a blurred preview. Throws `unsupported_media` for anything but a whole picture.
 */
export async function processImage(bytes: Uint8Array): Promise<Image> {
  const type = await fileTypeFromBuffer(bytes)
  if (type === undefined || !MIME_ACCEPTED.has(type.mime)) {
    throw new AppError('unsupported_media', { detail: 'Use a JPEG, PNG, WebP, AVIF or GIF image.' })
  }
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error' })
      .rotate()
      .resize({
        width: ORIGINAL_EDGE_MAX,
        height: ORIGINAL_EDGE_MAX,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .webp({ quality: ORIGINAL_QUALITY, effort: ORIGINAL_EFFORT })
      .toBuffer({ resolveWithObject: true })
    return {
      mime: 'image/webp',
      width: info.width,
      height: info.height,
      original: data,
      preview: await blur(data),
    }
  } catch (error) {
    throw new AppError('unsupported_media', { detail: 'The image is damaged or too large.', cause: error })
  }
}

async function blur(picture: Buffer): Promise<Buffer> {
  const coarse = await sharp(picture)
    .resize({ width: PREVIEW_DETAIL_EDGE, height: PREVIEW_DETAIL_EDGE, fit: 'inside' })
    .flatten({ background: '#808080' })
    .png()
    .toBuffer()
  return sharp(coarse)
    .resize({ width: PREVIEW_EDGE, height: PREVIEW_EDGE, fit: 'inside', kernel: 'cubic' })
    .blur(PREVIEW_BLUR_SIGMA)
    .webp({ quality: PREVIEW_QUALITY })
    .toBuffer()
}
