import { AppError, ERRORS, isAppError } from '@/lib/errors'
import { encodeJson } from '@/lib/schema/json'
import { Answer } from './answer'

/** The one place where an error becomes an answer: `application/problem+json`, RFC 9457. */
export function problem(error: AppError, headers: Record<string, string> = {}): Answer {
  const { status, title } = ERRORS[error.code]
  const body = {
    type: `urn:fonana:problem:${error.code}`,
    title,
    status,
    detail: error.detail ?? title,
    code: error.code,
    ...(error.errors && { errors: error.errors }),
    ...error.extra,
  }
  const allHeaders = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    // RFC 9110 section 15.5.2: a 401 says what would be accepted.
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(error.extra?.retryAfterSeconds !== undefined && {
      'retry-after': String(error.extra.retryAfterSeconds),
    }),
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
  return isAppError(error) ? error : new AppError('internal', { cause: error })
}
