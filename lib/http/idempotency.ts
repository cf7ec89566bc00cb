import { AppError } from '@/lib/errors'
import type { ApiRequest } from './request'

const KEY_LENGTH_MAX = 200

/**
 * The `Idempotency-Key` of a request, null without one.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKey(request: ApiRequest): string | null {
  const key = request.headers.get('idempotency-key')?.trim() ?? ''
  if (key.length > KEY_LENGTH_MAX) {
    throw new AppError('bad_request', { detail: `Idempotency-Key: at most ${KEY_LENGTH_MAX} characters.` })
  }
  return key === '' ? null : key
}
