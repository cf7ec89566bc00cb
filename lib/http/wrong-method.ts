import { AppError } from '@/lib/errors'
import { Answer } from './answer'
import { type Handler, handler } from './handler'
import { problem } from './problem'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a page of another site is told before it calls: https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export function allowOtherSites(...allowed: Method[]): Handler {
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': allowed.join(', '),
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
  }
  return handler(async () => new Answer(204, headers, null))
}

/**
 * Handlers for the methods an address does not have: each refuses and says which there are, RFC 9110 section 15.5.6.
 * `OPTIONS` says it without refusing.
 */
export function refuseOthers(...allowed: Method[]): Record<Method | 'OPTIONS', Handler> {
  const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const refusing = handler(async function refuseMethod() {
    return problem(new AppError('method_not_allowed'), { allow })
  })
  return {
    GET: refusing,
    POST: refusing,
    PUT: refusing,
    PATCH: refusing,
    DELETE: refusing,
    OPTIONS: handler(async () => new Answer(204, { allow }, null)),
  }
}
