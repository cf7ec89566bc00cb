import { Answer } from '@/lib/http/serving/answer'
import type { ApiRequest } from '@/lib/http/serving/request'
import { imageKey, PREVIEW_VERSION, VARIANTS_VERSION, type Variant } from '@/lib/media/image-files'
import type { MediaStore } from '@/lib/media/port'

interface ServedImage {
  id: string
  variant: Variant
  mime: string
  /** Whether every reader may have it. */
  public: boolean
  /** It stands in for a smaller one that is still to be made. */
  standsIn?: boolean
}

/** A day: until then a larger one than was asked for does. */
const STAND_IN_CACHING = 'public, max-age=86400'
/**
 * A year: another avatar or cover is another id, so the id is the version, and the bytes behind it never change. What once
 * was somebody's avatar or cover was for all, and is never protected afterwards.
 */
const VERSIONED_CACHING = 'public, max-age=31536000, immutable'

/**
 * Answers with the image, or the asked range of it: RFC 9110 section 14. What belongs to a post is asked for again each
 * time, the preview too: the post may be locked or deleted since, and no copy goes on showing it. What only some may see
 * is not kept by shared caches.
 */
export async function serveImage(
  store: MediaStore,
  request: ApiRequest,
  image: ServedImage,
): Promise<Answer> {
  const key = imageKey(image.id, image.variant)
  const size = await store.size(key)
  const etag = etagOf(image)
  const headers: Record<string, string> = {
    'content-type': image.mime,
    'accept-ranges': 'bytes',
    etag,
    'cache-control': cachingOf(image),
    // Should it ever be opened as a page of its own, it is a picture and nothing else.
    'content-disposition': 'inline',
  }
  if (!image.public) headers.vary = 'Cookie, Authorization'
  if (isKnown(request, etag)) return new Answer(304, headers, null)

  const asked = request.headers.get('range')
  const ifRange = request.headers.get('if-range')
  const range = asked !== null && (ifRange === null || ifRange === etag) ? parseRange(asked, size) : 'whole'
  if (range === 'unsatisfiable') {
    return new Answer(416, { ...headers, 'content-range': `bytes */${size}` }, null)
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range
  headers['content-length'] = String(end - start + 1)
  if (range !== 'whole') headers['content-range'] = `bytes ${start}-${end}/${size}`
  const body = await store.get(key, { start, end })
  return new Answer(range === 'whole' ? 200 : 206, headers, body)
}

function etagOf({ id, variant }: ServedImage): string {
  if (variant === 'original') return `"${id}-original"`
  return `"${id}-${variant}-${variant === 'preview' ? PREVIEW_VERSION : VARIANTS_VERSION}"`
}

function cachingOf(image: ServedImage): string {
  if (!image.public) return 'private, no-cache'
  if (image.variant === 'preview') return 'public, max-age=0'
  return image.standsIn ? STAND_IN_CACHING : VERSIONED_CACHING
}

/** Whether the reader already holds this version: RFC 9110 section 13.1.2, by weak comparison. */
function isKnown(request: ApiRequest, etag: string): boolean {
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim())
  return known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag)
}

/** One range of bytes; several, or another unit, are answered with the whole, as the RFC allows. */
export function parseRange(
  header: string,
  size: number,
): { start: number; end: number } | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim())
  if (match === null || (match[1] === '' && match[2] === '')) return 'whole'
  const [first, last] = [match[1] ?? '', match[2] ?? '']
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return 'whole'
  return start >= size || (first === '' && Number(last) === 0) ? 'unsatisfiable' : { start, end }
}
