import type { FieldIssue, FieldIssues } from '@/lib/schema/field-issues'

/**
 * The closed table of everything that can be refused: a stable code, its HTTP status and a title.
 * Refusals travel as `AppError`; only `lib/http/problem.ts` turns one into an answer.
 */
export const ERRORS = {
  bad_request: { status: 400, title: 'The request could not be read' },
  unauthorized: { status: 401, title: 'Sign in first' },
  invalid_token: { status: 401, title: 'The session is not valid' },
  invalid_signature: { status: 401, title: 'The sign-in could not be verified' },
  forbidden: { status: 403, title: 'Not allowed' },
  locked: { status: 403, title: 'Unlock the post first' },
  comments_closed: { status: 403, title: 'Nobody comments on this post any more' },
  foreign_origin: { status: 403, title: 'The request came from another site' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This address does not have the method' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  already_unlocked: { status: 409, title: 'Already unlocked' },
  already_pending: { status: 409, title: 'A purchase is already pending' },
  already_submitted: { status: 409, title: 'The purchase was already submitted' },
  not_for_sale: { status: 409, title: 'Not for sale' },
  lower_tier: { status: 409, title: 'A lower tier can be bought when the running period has ended' },
  own_page: { status: 409, title: 'Nobody follows themselves' },
  already_published: { status: 409, title: 'It is published already' },
  not_published: { status: 409, title: 'It is not published yet' },
  conflict: { status: 409, title: 'It was changed meanwhile' },
  wrong_offset: { status: 409, title: 'The upload is at another place' },
  handle_taken: { status: 409, title: 'The handle is taken' },
  handle_changed_recently: { status: 409, title: 'The handle was changed less than 30 days ago' },
  already_creator: { status: 409, title: 'The creator page is already turned on' },
  too_many_series: { status: 409, title: 'There are as many series as there may be' },
  series_full: { status: 409, title: 'The series has as many posts as there may be' },
  media_in_use: { status: 409, title: 'The media is already used elsewhere' },
  price_changed: { status: 409, title: 'The price has changed' },
  refund_closed: { status: 409, title: 'The refund is not to be paid any more' },
  refund_pending: { status: 409, title: 'Another refund of this sale is under way' },
  payment_not_final: { status: 409, title: 'The network may still undo the payment' },
  purchase_closed: { status: 409, title: 'The purchase is no longer pending' },
  unsupported_protocol: { status: 412, title: 'This address speaks tus 1.0.0' },
  payload_too_large: { status: 413, title: 'Too large' },
  media_quota_reached: { status: 413, title: 'There is no room for more media' },
  unsupported_content_type: { status: 415, title: 'The body must be of another type' },
  range_not_satisfiable: { status: 416, title: 'There is no such part of it' },
  validation_failed: { status: 422, title: 'The input is not valid' },
  unsupported_media: { status: 422, title: 'The file cannot be used' },
  moving_picture: { status: 422, title: 'A moving picture cannot be used' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key was used for another request' },
  transaction_unreadable: { status: 422, title: 'The transaction could not be read' },
  transaction_mismatch: { status: 422, title: 'The transaction is not the one that was offered' },
  transaction_unsigned: { status: 422, title: 'The transaction is not signed by the buyer' },
  wrong_wallet: { status: 422, title: 'Another wallet has to pay this' },
  transaction_expired: { status: 422, title: 'The transaction has expired' },
  transaction_failed: { status: 422, title: 'The network refused the transaction' },
  insufficient_funds: { status: 422, title: 'Not enough SOL' },
  upgrade_required: { status: 426, title: 'This address speaks WebSocket' },
  rate_limited: { status: 429, title: 'Too many requests' },
  too_many_uploads: { status: 429, title: 'Too many uploads at once' },
  internal: { status: 500, title: 'Something went wrong' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
  uploads_busy: { status: 503, title: 'Too many pictures are being handled' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof ERRORS

/** What stands behind a code, where it is another thing for people: as stable as the code, and said in their language. */
export const REASONS = {
  forbidden: ['no_creator_page', 'not_the_author'],
  not_found: [
    'no_creator_page',
    'no_such_post',
    'no_such_media',
    'no_such_captions',
    'no_such_creator',
    'no_such_comment',
    'no_such_purchase',
    'no_such_refund',
    'no_such_sale',
    'no_such_series',
    'no_such_upload',
    'no_such_subscription',
  ],
  not_for_sale: ['own'],
  media_in_use: ['was_public'],
  unsupported_media: [
    'heic',
    'unknown_kind',
    'damaged',
    'not_a_picture',
    'not_playable',
    'too_large',
    'too_long',
    'too_much',
  ],
  idempotency_key_reused: ['sent_already'],
  unavailable: ['network', 'newer_version', 'storage', 'watermark'],
} as const satisfies Partial<Record<ErrorCode, readonly string[]>>

export type Reason = (typeof REASONS)[keyof typeof REASONS][number]

/** Messages per input field, in English; a nested field is written with dots: `tiers.0.priceLamports`. */
export type FieldErrors = Record<string, string[]>

export interface AppErrorOptions {
  detail?: string | undefined
  reason?: Reason | undefined
  errors?: FieldErrors
  /** The same for programs, each message where `errors` has its own. */
  issues?: FieldIssues
  /** Further members of the problem document, such as the pending `purchase`. */
  extra?: Record<string, unknown> | undefined
  cause?: unknown
}

/** A refusal with a code of the table. Bundles hold several copies of this class: tell errors apart by `code`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly reason: Reason | undefined
  readonly errors: FieldErrors | undefined
  readonly issues: FieldIssues | undefined
  readonly extra: Record<string, unknown> | undefined

  constructor(code: ErrorCode, { detail, reason, errors, issues, extra, cause }: AppErrorOptions = {}) {
    super(detail ?? ERRORS[code].title, { cause })
    this.name = 'AppError'
    this.code = code
    this.detail = detail
    this.reason = reason
    this.errors = errors
    this.issues = issues
    this.extra = extra
  }
}

export function isAppError(error: unknown): error is AppError {
  return (
    error instanceof Error && error.name === 'AppError' && 'code' in error && String(error.code) in ERRORS
  )
}

/** What is wrong with one field, for people and for programs. */
export function inField(
  field: string,
  issue: FieldIssue,
  message: string,
): Required<Pick<AppErrorOptions, 'errors' | 'issues'>> {
  return { errors: { [field]: [message] }, issues: { [field]: [issue] } }
}

/** The refusal that an error is, or was caused by: what stands in between (drizzle) wraps what it is told. */
export function refusalIn(error: unknown): AppError | null {
  for (let current = error; current instanceof Error; current = current.cause)
    if (isAppError(current)) return current
  return null
}

/** What is needed does not answer for now. */
export function isUnavailable(error: unknown): boolean {
  return refusalIn(error)?.code === 'unavailable'
}
