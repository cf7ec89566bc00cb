import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import { Answer } from './answer'
import type { Handler } from './handler'
import type { RouteModule } from './router'

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]

/** The methods for which a route module exports a handler. */
export function methodsOf(module: RouteModule): Method[] {
  return METHODS.filter((method) => module[method] !== undefined)
}

/** What answers this method at this address: what the module exports, or what follows from its exports. */
export function handlerFor(module: RouteModule, method: string): Handler {
  const name = METHODS.find((known) => known === (method === 'HEAD' ? 'GET' : method))
  const own = name && module[name]
  if (own !== undefined) return own
  // What it says of itself, where that is more than its methods.
  if (method === 'OPTIONS' && module.OPTIONS !== undefined) return module.OPTIONS
  const headers = headersFor(module)
  if (method === 'OPTIONS') return async () => new Answer(204, headers, null)
  const always = methodsOf(module).map((known) => module[known]?.headers)
  const refusal = { ...Object.assign({}, ...always), allow: headers.allow }
  return async () => problem(new AppError('method_not_allowed'), refusal)
}

/**
 * What an address has: RFC 9110 section 10.2.1. Where pages of other sites may ask, they are told so before they do:
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
function headersFor(module: RouteModule): Record<string, string> & { allow: string } {
  const methods = methodsOf(module)
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const forOthers = methods.filter((method) => module[method]?.anySite)
  if (forOthers.length === 0) return { allow }
  return {
    allow,
    'access-control-allow-origin': '*',
    'access-control-allow-methods': forOthers.join(', '),
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
  }
}
