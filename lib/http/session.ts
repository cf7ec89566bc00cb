import type { App } from '@/lib/app'
import { checkToken, type Session } from '@/lib/domain/sessions'
import { AppError } from '@/lib/errors'
import type { ApiRequest } from './request'

export const SESSION_COOKIE = 'fonana_session'

/** Who calls, and with what: a cookie travels without the caller's doing, a bearer token does not. */
export interface Caller {
  session: Session
  token: string
  by: 'bearer' | 'cookie'
}

/**
 * Null without a token. Throws `invalid_token` for a bearer token that is refused; a refused cookie counts as none,
 * because a browser goes on sending it when the session is long over.
 */
export async function readCaller(app: App, request: ApiRequest): Promise<Caller | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const token = bearer ?? readCookie(request, SESSION_COOKIE)
  if (token === undefined || token === '') return null
  const check = await checkToken(app, token)
  if (check.ok) return { session: check.session, token, by: bearer === undefined ? 'cookie' : 'bearer' }
  if (bearer === undefined) return null
  throw new AppError('invalid_token')
}

/** Whether a request says who it comes from, rightly or not. */
export function hasCredentials(request: ApiRequest): boolean {
  return request.headers.get('authorization') !== null || readCookie(request, SESSION_COOKIE) !== undefined
}

function readCookie(request: ApiRequest, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Throws `foreign_origin` when a page of another site tries to change something: with the caller's cookie, or by
 * signing the caller in. A bearer token cannot be sent without its holder's doing, so it may come from anywhere.
 */
export function requireOwnOrigin(app: App, request: ApiRequest, caller: Caller | null): void {
  if (SAFE_METHODS.has(request.method) || caller?.by === 'bearer') return
  const origin = request.headers.get('origin')
  const own =
    origin === null
      ? caller === null || request.headers.get('sec-fetch-site') === 'same-origin'
      : app.config.ownOrigins.has(origin)
  if (!own) throw new AppError('foreign_origin')
}

/** The origin of the page that calls, when it is one of our own; otherwise the public one. */
export function siteOrigin(app: App, request: ApiRequest): URL {
  const origin = request.headers.get('origin')
  return origin !== null && app.config.ownOrigins.has(origin) ? new URL(origin) : app.config.publicUrl
}

/** `Set-Cookie` for a session; an empty token takes it away. */
export function sessionCookie(app: App, token: string, expiresAt: Date): string {
  const parts = [
    `${SESSION_COOKIE}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Expires=${expiresAt.toUTCString()}`,
  ]
  if (app.config.publicUrl.protocol === 'https:') parts.push('Secure')
  return parts.join('; ')
}
