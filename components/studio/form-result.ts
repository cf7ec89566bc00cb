import { ApiError } from '@/lib/client/api-error'
import type { FormState } from './form-state'

/** What a form shows of its mutation: messages at their fields, or one for the whole. */
export function formState({ isPending, error }: { isPending: boolean; error: Error | null }): FormState {
  if (error === null || isPending) return { pending: isPending }
  if (error instanceof ApiError && error.errors !== undefined) {
    return { pending: false, errors: error.errors, problem: 'Look at the marked fields.' }
  }
  return { pending: false, problem: error.message }
}
