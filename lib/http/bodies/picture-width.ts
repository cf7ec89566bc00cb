import { AppError } from '@/lib/errors'
import type { ApiRequest } from '@/lib/http/serving/request'
import { PICTURE_WIDTHS, type PictureWidth } from '@/lib/schema/pictures'

/** How wide `?w=` asks a picture to be at least; null for the whole. Throws `bad_request` for any other width. */
export function readPictureWidth({ query }: ApiRequest): PictureWidth | null {
  const asked = query.get('w')
  if (asked === null) return null
  const width = PICTURE_WIDTHS.find((known) => String(known) === asked)
  if (width === undefined)
    throw new AppError('bad_request', { detail: `w: one of ${PICTURE_WIDTHS.join(', ')}.` })
  return width
}
