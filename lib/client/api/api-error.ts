import type { FieldErrors } from '@/lib/errors'
import type { FieldIssues } from '@/lib/schema/field-issues'
import type { ProblemCode } from '@/lib/words/problem'

interface ApiErrorFacts {
  status: number
  code: ProblemCode
  /** In English. */
  detail: string
  reason?: string | undefined
  errors?: FieldErrors | undefined
  issues?: FieldIssues | undefined
  /** Further members of the problem document, such as the pending `purchase`. */
  extra?: Record<string, unknown>
}

/** A call that was refused, or got no answer. `lib/words/problem.ts` says it in the reader's language. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly code: ProblemCode
  readonly detail: string
  readonly reason: string | undefined
  readonly errors: FieldErrors | undefined
  readonly issues: FieldIssues | undefined
  readonly extra: Record<string, unknown>

  constructor({ status, code, detail, reason, errors, issues, extra = {} }: ApiErrorFacts) {
    super(detail)
    this.status = status
    this.code = code
    this.detail = detail
    this.reason = reason
    this.errors = errors
    this.issues = issues
    this.extra = extra
  }
}

/** What the words of every language say too. */
const ONLY_LOOKING = 'You are looking at this page as a visitor. Nothing can be done on it.'

export function offlineError(): ApiError {
  return new ApiError({ status: 0, code: 'offline', detail: 'There is no connection.' })
}

/** On a page that is seen as a visitor sees it. */
export function onlyLookingError(): ApiError {
  return new ApiError({ status: 400, code: 'only_looking', detail: ONLY_LOOKING })
}

/** From the body of a refusal, RFC 9457; what stands in between us and the server may answer anything. */
export function toApiError(status: number, body: unknown): ApiError {
  if (!isProblem(body)) {
    const code = status >= 500 ? 'unavailable' : status === 413 ? 'payload_too_large' : 'internal'
    return new ApiError({ status, code, detail: 'Something went wrong. Try again in a moment.' })
  }
  const { type: _type, title, status: _status, detail, code, reason, errors, issues, ...extra } = body
  return new ApiError({ status, code, detail: detail ?? title ?? code, reason, errors, issues, extra })
}

/** Whether nobody knows if the call had its effect: no answer came, or the server was not well. */
export function isUnreachable(error: ApiError): boolean {
  return error.status === 0 || error.status >= 500
}

/** What there is now, where something else was changed meanwhile; null where that is not what went wrong. */
export function conflictOf<T>(error: unknown): T | null {
  if (!(error instanceof ApiError) || error.code !== 'conflict') return null
  return (error.extra.current as T | undefined) ?? null
}

/** For `catch`, where having no answer is as good as having none yet. */
export function nullIfUnreachable(error: unknown): null {
  if (error instanceof ApiError && isUnreachable(error)) return null
  throw error
}

/** For `catch`, where what is asked for may be gone. */
export function nullIfMissing(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null
  throw error
}

interface Problem {
  type?: string
  title?: string
  status?: number
  detail?: string
  code: ProblemCode
  reason?: string
  errors?: FieldErrors
  issues?: FieldIssues
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
}
