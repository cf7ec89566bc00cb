import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { readSessionCookie } from '@/lib/schema/session-cookie'
import { BEARER_SUBPROTOCOL_PREFIX, SUBPROTOCOL } from '@/lib/schema/socket-protocol'

export type TokenSource = 'header' | 'subprotocol' | 'cookie' | 'query'

/** The token of a request to connect, or why there is none. */
export type FoundToken =
  | { ok: true; token: string; source: TokenSource }
  | { ok: false; reason: 'no_token' | 'foreign_origin' }

/**
 * Looks in the header, the subprotocols, the cookie and the query, in this order; the first that is there decides,
 * also when it turns out to be wrong. A cookie that another site's page sent along does not count as being there.
 */
export function findToken(request: IncomingMessage, origins: ReadonlySet<string>): FoundToken {
  const bearer = /^bearer +(.*)$/i.exec(request.headers.authorization ?? '')
  if (bearer) return { ok: true, token: bearer[1]?.trim() ?? '', source: 'header' }

  const offered = offeredSubprotocols(request).find((name) => name.startsWith(BEARER_SUBPROTOCOL_PREFIX))
  if (offered !== undefined) {
    return { ok: true, token: offered.slice(BEARER_SUBPROTOCOL_PREFIX.length), source: 'subprotocol' }
  }

  const cookie = readSessionCookie(request.headers.cookie ?? '')
  const isForeign = !origins.has(request.headers.origin ?? '')
  if (cookie !== null && !isForeign) return { ok: true, token: cookie, source: 'cookie' }

  const query = new URLSearchParams(request.url?.split('?', 2)[1] ?? '').get('token')
  if (query !== null) return { ok: true, token: query, source: 'query' }

  return { ok: false, reason: cookie === null ? 'no_token' : 'foreign_origin' }
}

/** Answers `fonana.v1` where it was offered, and never the token that stands beside it. */
export function chooseSubprotocol(offered: Set<string>): string | false {
  return offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false
}

/** Refuses a request to connect while the server is going down. */
export function refuseUnavailable(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end(
    'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n',
  )
}

/** Refuses a request to connect of whom too many were refused: RFC 6585 section 4. */
export function refuseTooMany(socket: Duplex, waitMs: number): void {
  socket.on('error', () => socket.destroy())
  const seconds = Math.ceil(waitMs / 1_000)
  socket.end(
    `HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: ${seconds}\r\nContent-Length: 0\r\n\r\n`,
  )
}

function offeredSubprotocols(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
}
