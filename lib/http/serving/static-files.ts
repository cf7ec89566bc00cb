import { readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import { send } from './answer'
import { takes } from './compress'
import { pathOf } from './guards'

export type ServeFile = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
}

/** As scripts/precompress.mjs writes them beside a file; the smaller first. */
const PACKED = [
  { coding: 'br', suffix: '.br' },
  { coding: 'gzip', suffix: '.gz' },
] as const

/** Their names tell their content. */
const FOR_GOOD = 'public, max-age=31536000, immutable'

/**
 * Hands out the built files of a release under `/_next/static/`, packed as the build has packed them: Next would pack each
 * answer anew, and not as small. A release is never changed once it is whole, so what is there is looked up once, and no
 * address leads anywhere else.
 */
export function serveStaticFiles(folder: string): ServeFile {
  const files = list(folder)
  return async (incoming, outgoing) => {
    const name = nameOf(incoming)
    const type = TYPES[extname(name)]
    if (type === undefined || !files.has(name)) return send(outgoing, notFound())
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD')
      return send(outgoing, problem(new AppError('method_not_allowed'), { allow: 'GET, HEAD' }))

    const packed = PACKED.filter(({ suffix }) => files.has(name + suffix))
    const chosen = packed.find(({ coding }) => takes(incoming, coding))
    const sent = name + (chosen?.suffix ?? '')
    // The address tells the content: only the packing is left to tell.
    const tag = `"${chosen?.coding ?? 'plain'}"`
    const headers = {
      'cache-control': FOR_GOOD,
      etag: tag,
      ...(packed.length > 0 && { vary: 'Accept-Encoding' }),
    }
    if (isKnown(incoming, tag)) return void outgoing.writeHead(304, headers).end()
    const body = incoming.method === 'HEAD' ? null : await readFile(join(folder, sent)).catch(() => undefined)
    // The release is gone: two newer ones were built, and this process never started anew.
    if (body === undefined) return send(outgoing, notFound())
    outgoing.writeHead(200, {
      ...headers,
      'content-type': type,
      'content-length': files.get(sent),
      ...(chosen && { 'content-encoding': chosen.coding }),
    })
    outgoing.end(body ?? undefined)
  }
}

/** Not kept by anybody: another process may have it in a moment. */
const notFound = () => problem(new AppError('not_found'))

/** All files below a folder, with their lengths. */
function list(folder: string): ReadonlyMap<string, number> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const facts = paths.map((path) => ({
    path: path.replaceAll('\\', '/'),
    stat: statSync(join(folder, path)),
  }))
  return new Map(facts.filter(({ stat }) => stat.isFile()).map(({ path, stat }) => [path, stat.size]))
}

function nameOf(incoming: IncomingMessage): string {
  return decodeURIComponent(pathOf(incoming).slice('/_next/static/'.length))
}

/** RFC 9110 section 13.1.2; a proxy on the way may have made the tag a weak one. */
function isKnown({ headers }: IncomingMessage, tag: string): boolean {
  const known = headers['if-none-match']
  return known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false
}
