import type { FieldErrors } from '@/lib/errors'

/** Where a form stands that somebody else sends. */
export interface FormState {
  pending: boolean
  /** Per field, as the API answers. */
  errors?: FieldErrors
  /** What concerns the whole of it. */
  problem?: string | null
}
