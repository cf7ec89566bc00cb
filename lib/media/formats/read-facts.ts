import { AppError } from '@/lib/errors'
import { brandOf, readAvif } from './avif'
import type { PictureFacts } from './facts'
import { isGif, readGif } from './gif'
import { isJpeg, readJpeg } from './jpeg'
import { isPng, readPng } from './png'
import { isWebp, readWebp } from './webp'

/** By the content alone, without decoding any of it. Throws `unsupported_media` for what is none of our formats. */
export function readFacts(bytes: Buffer): PictureFacts {
  if (isJpeg(bytes)) return readJpeg(bytes)
  if (isPng(bytes)) return readPng(bytes)
  if (isWebp(bytes)) return readWebp(bytes)
  if (isGif(bytes)) return readGif(bytes)
  const brand = brandOf(bytes)
  if (brand === 'AVIF') return readAvif(bytes)
  if (brand === 'HEIC') {
    throw new AppError('unsupported_media', {
      reason: 'heic',
      detail: 'This is a HEIC picture, which most browsers cannot show. Save it as JPEG and choose that.',
    })
  }
  throw new AppError('unsupported_media', {
    reason: 'unknown_kind',
    detail: 'Use a JPEG, PNG, WebP, AVIF or GIF image.',
  })
}
