import type { FieldErrors } from '@/lib/errors'

/** Where a form stands that somebody else sends. */
export interface FormState {
  pending: boolean
  /** Per field, in the reader's language. */
  errors?: FieldErrors
  /** What concerns the whole of it. */
  problem?: string | null
}
