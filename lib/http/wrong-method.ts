import { AppError } from '@/lib/errors'
import { Answer } from './answer'
import { type Handler, handler } from './handler'
import { problem } from './problem'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

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
