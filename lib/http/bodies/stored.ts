import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import { Answer } from '@/lib/http/serving/answer'
import type { ApiRequest } from '@/lib/http/serving/request'
import type { MediaStore } from '@/lib/media/port'
import { sendPastUs } from './past-us'

/** What only some may have is asked for again each time. */
export const PRIVATE_CACHING = 'private, no-cache'

export interface ServedFile {
  key: string
  mime: string
  etag: string
  caching: string
  /** Whether every reader may have it. */
  public: boolean
}

/** Answers with a file of the store, or the asked range of it: RFC 9110 section 14. */
export async function serveStored(store: MediaStore, request: ApiRequest, file: ServedFile): Promise<Answer> {
  const { key, etag } = file
  const headers: Record<string, string> = {
    'content-type': file.mime,
    'accept-ranges': 'bytes',
    etag,
    'cache-control': file.caching,
    // Should it ever be opened as a page of its own, it is what its type says and nothing else.
    'content-disposition': 'inline',
  }
  if (!file.public) headers.vary = 'Cookie, Authorization'
  // The store is not asked: what the reader holds is good while it is away, too.
  if (isKnown(request, etag)) return new Answer(304, headers, null)
  const size = await store.size(key)
  // What is for everybody is kept by caches, which an address of a minute would pass.
  const elsewhere = file.public ? null : await sendPastUs(store, { key, size, mime: file.mime })
  if (elsewhere !== null) return elsewhere

  const asked = request.headers.get('range')
  const ifRange = request.headers.get('if-range')
  const range = asked !== null && (ifRange === null || ifRange === etag) ? parseRange(asked, size) : 'whole'
  if (range === 'unsatisfiable') {
    const { vary } = headers
    return problem(new AppError('range_not_satisfiable', { detail: `It has ${size} bytes.` }), {
      ...(vary && { vary }),
      'accept-ranges': 'bytes',
      'content-range': `bytes */${size}`,
    })
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range
  headers['content-length'] = String(end - start + 1)
  if (range !== 'whole') headers['content-range'] = `bytes ${start}-${end}/${size}`
  const body = await store.get(key, { start, end })
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
