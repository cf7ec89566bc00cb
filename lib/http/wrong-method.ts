import { AppError } from '@/lib/errors'
import { problem } from './problem'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Handlers for the methods an address does not have: each refuses and says which there are, RFC 9110 section 15.5.6. */
export function refuseOthers(...allowed: Method[]): Record<Method, () => Promise<Response>> {
  const refuseMethod = async () => problem(new AppError('method_not_allowed'), { allow: allowed.join(', ') })
  return {
    GET: refuseMethod,
    POST: refuseMethod,
    PUT: refuseMethod,
    PATCH: refuseMethod,
    DELETE: refuseMethod,
  }
}
