import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

interface HeaderOptions {
  /** Hot reload needs `eval`. */
  development: boolean
  /** Whether readers reach the site by https. */
  https: boolean
  /** Where large media come from, beside the site itself. */
  mediaOrigins: readonly string[]
}

const NONCE_BYTES = 16
const HSTS = 'max-age=63072000; includeSubDomains'

const FILE = /^\/_next\/static\//
const DATA =
  /^\/(?:api|healthz|readyz|_next\/static|feeds|sitemaps|sitemap\.xml|robots\.txt|(?:posts|creators)\/[^/?]+\/card\.png)(?:[/?]|$)/

/** Answers that are no pages: nothing in them may run or load anything, should a browser ever show one. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

/**
 * Puts the headers of a careful site on an answer. Scripts run only with the nonce of their page, which Next takes
 * from the request's own policy header and puts on every script it writes. Answers the nonce, empty for data.
 */
export function secureHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  options: HeaderOptions,
): string {
  const isData = DATA.test(request.url ?? '')
  const nonce = isData ? '' : randomBytes(NONCE_BYTES).toString('base64')
  const isAndroid = ANDROID.test(request.headers['user-agent'] ?? '')
  const policy = isData ? DATA_POLICY : pagePolicy(nonce, { ...options, isAndroid })
  request.headers['content-security-policy'] = policy
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  if (options.https) response.setHeader('Strict-Transport-Security', HSTS)
  // A page asks for many of these, and what follows says something of documents alone.
  if (FILE.test(request.url ?? '')) return nonce
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin')
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin-allow-popups')
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()')
  return nonce
}

/** There the wallet app that a page has opened is spoken with over a socket of the phone's own. */
const ANDROID = /android/i

function pagePolicy(
  nonce: string,
  { development, isAndroid, mediaOrigins }: HeaderOptions & { isAndroid: boolean },
): string {
  const media = ["'self'", 'blob:', ...mediaOrigins].join(' ')
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Development injects styles without a nonce. Attributes set a few computed sizes; they cannot run anything.
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `img-src ${media} data:`,
    `media-src ${media}`,
    "font-src 'self'",
    `connect-src 'self'${isAndroid ? ' ws://localhost:*' : ''}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return directives.join('; ')
}
