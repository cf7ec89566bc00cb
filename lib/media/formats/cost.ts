import { AppError } from '@/lib/errors'
import type { PictureFacts } from './facts'

/** A small file can hold a huge picture. Phones make JPEGs of 108 megapixels, which are made smaller as they are decoded. */
const PIXELS_MAX: Record<PictureFacts['format'], number> = {
  JPEG: 110_000_000,
  PNG: 50_000_000,
  WebP: 50_000_000,
  GIF: 50_000_000,
  // Those of iPhones have up to 48 megapixels.
  HEIC: 50_000_000,
  // Its decoder takes some 21 bytes for each.
  AVIF: 16_000_000,
}
/** What lies in memory at once. */
const HELD_BYTES_MAX = 200_000_000
/** A camera's progressive JPEG has ten scans. */
const PASSES_MAX = 64
/** Pixels, as often as they are gone over: some seconds. */
const WORK_MAX = 1_500_000_000
const TILES_MAX = 256

/** The largest of all formats. */
export const PICTURE_PIXELS_MAX = PIXELS_MAX.JPEG

/** Throws `moving_picture`, and `unsupported_media` for what would take too much to decode. */
export function requireAffordable({ format, frames, ...facts }: PictureFacts): void {
  if (frames > 1) {
    throw new AppError('moving_picture', {
      detail: `This ${format} moves, and only its first picture could be kept. Choose a still picture.`,
    })
  }
  const pixels = facts.width * facts.height
  const allowed = PIXELS_MAX[format]
  if (pixels > allowed) {
    const megapixels = allowed / 1_000_000
    throw new AppError('unsupported_media', {
      reason: 'too_large',
      detail: `Too large: a ${format} may have ${megapixels} megapixels.`,
      extra: { format, megapixels },
    })
  }
  const isTooMuch =
    facts.heldBytes > HELD_BYTES_MAX ||
    facts.passes > PASSES_MAX ||
    facts.passes * pixels > WORK_MAX ||
    facts.tiles > TILES_MAX
  if (isTooMuch) throw tooMuch()
}

/** What would take, or has taken, all that a picture may take. */
export function tooMuch(cause?: unknown): AppError {
  return new AppError('unsupported_media', {
    reason: 'too_much',
    detail: 'It takes too much to decode. Save it with fewer pixels, an image as a JPEG.',
    cause,
  })
}
