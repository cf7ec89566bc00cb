import type { App } from '@/lib/app'
import { checkToken, type Session } from '@/lib/domain/accounts/sessions'
import { AppError } from '@/lib/errors'
import type { ApiRequest } from '@/lib/http/serving/request'
import { readSessionCookie, SESSION_COOKIE, sessionCookieName } from '@/lib/schema/session-cookie'

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
  const token = bearer ?? cookieOf(request)
  if (token === null || token === '') return null
  const check = await checkToken(app, token)
  if (check.ok) return { session: check.session, token, by: bearer === undefined ? 'cookie' : 'bearer' }
  if (bearer === undefined) return null
  throw new AppError('invalid_token')
}

/** Whether a request says who it comes from, rightly or not. */
export function hasCredentials(request: ApiRequest): boolean {
  return request.headers.get('authorization') !== null || cookieOf(request) !== null
}

function cookieOf(request: ApiRequest): string | null {
  return readSessionCookie(request.headers.get('cookie') ?? '')
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

/** `Set-Cookie` for a session. */
export function sessionCookie(app: App, token: string, expiresAt: Date): string {
  return setCookie(app, sessionCookieName(isHttps(app)), token, expiresAt)
}

/** `Set-Cookie` that takes the session away, under whichever name an earlier release has set it. */
export function noSessionCookie(app: App): string[] {
  const names = new Set([sessionCookieName(isHttps(app)), SESSION_COOKIE])
  return [...names].map((name) => setCookie(app, name, '', new Date(0)))
}

function setCookie(app: App, name: string, value: string, expiresAt: Date): string {
  const parts = [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Expires=${expiresAt.toUTCString()}`,
  ]
  if (isHttps(app)) parts.push('Secure')
  return parts.join('; ')
}

function isHttps({ config }: App): boolean {
  return config.publicUrl.protocol === 'https:'
}
