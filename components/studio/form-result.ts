import { ApiError } from '@/lib/client/api/api-error'
import type { FormState } from './form-state'

/** What a form shows of its mutation: messages at their fields, or one for the whole. */
export function formState({ isPending, error }: { isPending: boolean; error: Error | null }): FormState {
  // What was changed meanwhile each form tells by itself.
  if (error === null || isPending || conflictOf(error) !== null) return { pending: isPending }
  if (error instanceof ApiError && error.errors !== undefined) {
    return { pending: false, errors: error.errors, problem: 'Look at the marked fields.' }
  }
  return { pending: false, problem: error.message }
}

/** What there is now, where something else was changed meanwhile; null where that is not what went wrong. */
export function conflictOf<T>(error: Error | null): T | null {
  if (!(error instanceof ApiError) || error.code !== 'conflict') return null
  return (error.extra.current as T | undefined) ?? null
}
