import { AppError, ERRORS, refusalIn } from '@/lib/errors'
import { Answer } from '@/lib/http/serving/answer'
import { encodeJson } from '@/lib/schema/json'
import { TUS_VERSION } from './tus/version'

/** By then what does not answer may be back, and if not, it is asked rarely enough. */
export const UNAVAILABLE_RETRY_S = 2

/** The one place where an error becomes an answer: `application/problem+json`, RFC 9457. */
export function problem(error: AppError, headers: Record<string, string> = {}): Answer {
  const { status, title } = ERRORS[error.code]
  const retryAfterSeconds =
    error.extra?.retryAfterSeconds ?? (status === 503 ? UNAVAILABLE_RETRY_S : undefined)
  const body = {
    type: `urn:fonana:problem:${error.code}`,
    title,
    status,
    detail: error.detail ?? title,
    code: error.code,
    ...(error.reason && { reason: error.reason }),
    ...(error.errors && { errors: error.errors }),
    ...(error.issues && { issues: error.issues }),
    ...error.extra,
  }
  const allHeaders = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    // RFC 9110 section 15.5.2: a 401 says what would be accepted.
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    // RFC 9110 section 15.5.9: what is still to come of it is not waited for.
    ...(status === 408 && { connection: 'close' }),
    // https://tus.io/protocols/resumable-upload#tus-resumable: a 412 says what would be understood.
    ...(status === 412 && { 'tus-version': TUS_VERSION }),
    ...headers,
  }
  return new Answer(status, allHeaders, encodeJson(body))
}

export function rateLimited(retryAfterSeconds: number): AppError {
  return new AppError('rate_limited', {
    detail: `Try again in ${retryAfterSeconds} s.`,
    extra: { retryAfterSeconds },
  })
}

/** What went wrong inside is for the log; the caller learns that it did. */
export function toAppError(error: unknown): AppError {
  return refusalIn(error) ?? new AppError('internal', { cause: error })
}
