export const SESSION_COOKIE = 'fonana_session'

/**
 * What it is called where the site is served by https: browsers take a cookie of this name from the site itself alone, and
 * not from a neighbour under the same domain. https://www.rfc-editor.org/rfc/rfc6265#section-8.6 is what it prevents.
 */
const HOST_COOKIE = `__Host-${SESSION_COOKIE}`

export function sessionCookieName(https: boolean): string {
  return https ? HOST_COOKIE : SESSION_COOKIE
}

/**
 * The token in a `Cookie` header; null when it has none. An empty one is there. Of several the first decides, and before
 * all others the one that no neighbour can have set; the plain one counts by https too, for sessions of an earlier release.
 * Whoever asks who calls asks this, pages too.
 */
export function readSessionCookie(header: string): string | null {
  return readCookie(header, HOST_COOKIE) ?? readCookie(header, SESSION_COOKIE)
}

/** The first cookie of that name; null where there is none. */
export function readCookie(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return null
}
