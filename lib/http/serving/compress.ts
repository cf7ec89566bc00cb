import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** What is shorter fits into a packet or two as it is. */
export const COMPRESSED_FROM_BYTES = 1_400
/** Quick: each answer is made anew. */
const LEVEL = 3

const pack = promisify(gzip)

export function takesGzip(request: IncomingMessage): boolean {
  return takes(request, 'gzip')
}

/** RFC 9110 section 12.5.3: by name, or by `*` where it is not named; with `q=0` it is not wanted. */
export function takes({ headers }: IncomingMessage, coding: 'br' | 'gzip'): boolean {
  const wishes = String(headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((wish) => /^\s*(?:x-(?=gzip))?([\w-]+|\*)\s*(?:;\s*q=(\d?\.?\d*)\s*)?$/.exec(wish))
  const wish = wishes.find((one) => one?.[1] === coding) ?? wishes.find((one) => one?.[1] === '*')
  return wish != null && Number(wish[2] ?? 1) > 0
}

export function compress(body: string | Buffer): Promise<Buffer> {
  return pack(body, { level: LEVEL })
}
