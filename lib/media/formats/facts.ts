import { AppError } from '@/lib/errors'

/** What a picture says of itself before anything of it is decoded: what decoding it would cost. */
export interface PictureFacts {
  format: 'JPEG' | 'PNG' | 'WebP' | 'AVIF' | 'HEIC' | 'GIF'
  width: number
  height: number
  /** What has to lie in memory at once, decoded. */
  heldBytes: number
  /** How often the decoder goes over all of it. */
  passes: number
  /** Pictures that are shown one after the other. */
  frames: number
  /** Pictures that it is put together from. */
  tiles: number
  /** Nothing but the mark of its end is missing. */
  endless: boolean
}

export function notReadable(cause?: unknown): AppError {
  return new AppError('unsupported_media', { reason: 'damaged', detail: 'The file is damaged.', cause })
}
