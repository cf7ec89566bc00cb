import type { App } from '@/lib/app'
import { Answer } from './answer'
import type { ApiRequest } from './request'

interface ServedImage {
  id: string
  variant: 'original' | 'preview'
  mime: string
  /** Whether every reader may have it. */
  public: boolean
}

/** A day: the bytes behind an id never change, but an image may be taken away. */
const PUBLIC_MAX_AGE_S = 86_400

/**
 * Answers with the image, or the asked range of it: RFC 9110 section 14. What only some may see is not kept by shared
 * caches and asked for again each time, as access can end.
 */
export async function serveImage(
  store: App['store'],
  request: ApiRequest,
  image: ServedImage,
): Promise<Answer> {
  const size = await store.size(image.id, image.variant)
  const etag = `"${image.id}-${image.variant}"`
  const headers: Record<string, string> = {
    'content-type': image.mime,
    'accept-ranges': 'bytes',
    etag,
    'cache-control': image.public ? `public, max-age=${PUBLIC_MAX_AGE_S}` : 'private, no-cache',
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
  const body = store.stream(image.id, image.variant, { start, end })
  return new Answer(range === 'whole' ? 200 : 206, headers, body)
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
