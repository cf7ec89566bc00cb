import { createHash } from 'node:crypto'
import type { RequestKey } from '@/lib/domain/once'
import { AppError } from '@/lib/errors'
import { isReadable } from '@/lib/http/bodies/body'
import type { ApiRequest } from '@/lib/http/serving/request'
import { encodeJson } from '@/lib/schema/json'

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
  if (!isReadable(key))
    throw new AppError('bad_request', { detail: 'Idempotency-Key: no control characters.' })
  return key === '' ? null : key
}

/** The same with what it stands for: the address and this content, parsed or as bytes. */
export function requestKey(request: ApiRequest, content: unknown): RequestKey | null {
  const key = idempotencyKey(request)
  if (key === null) return null
  const hash = createHash('sha256').update(`${request.method} ${request.path}\n`)
  hash.update(content instanceof Uint8Array ? content : encodeJson(content))
  return { key, fingerprint: hash.digest('base64url') }
}
