import { AppError } from '@/lib/errors'
import { brandOf, readIsoPicture } from './avif'
import type { PictureFacts } from './facts'
import { isGif, readGif } from './gif'
import { isJpeg, readJpeg } from './jpeg'
import { isPng, readPng } from './png'
import { isWebp, readWebp } from './webp'

/** Whether it is to be read as a picture, by its first bytes; a HEIC too, which is then refused as one. */
export function isPicture(head: Buffer): boolean {
  return [isJpeg, isPng, isWebp, isGif].some((is) => is(head)) || brandOf(head) !== null
}

/** By the content alone, without decoding any of it. Throws `unsupported_media` for what is none of our formats. */
export function readFacts(bytes: Buffer): PictureFacts {
  if (isJpeg(bytes)) return readJpeg(bytes)
  if (isPng(bytes)) return readPng(bytes)
  if (isWebp(bytes)) return readWebp(bytes)
  if (isGif(bytes)) return readGif(bytes)
  const brand = brandOf(bytes)
  if (brand === 'AVIF') return readIsoPicture(bytes, 'AVIF')
  if (brand === 'HEIC') {
    throw new AppError('unsupported_media', {
      reason: 'heic',
      detail:
        'This is a HEIC picture, which most browsers cannot show. Export it as JPEG and choose that; an iPhone takes JPEGs with Settings → Camera → Formats → Most Compatible.',
    })
  }
  throw new AppError('unsupported_media', {
    reason: 'unknown_kind',
    detail:
      'Use an image (JPEG, PNG, WebP, AVIF, GIF), a film (MP4, MOV, WebM) or sound (MP3, M4A, WAV, FLAC, Ogg).',
  })
}
