'use client'

import { ApiError, conflictOf } from '@/lib/client/api/api-error'
import { useFieldWords } from '@/lib/client/use-field-words'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { FormState } from './form-state'

/** What a form shows of its mutation: messages at their fields, or one for the whole. */
export function useFormState({ isPending, error }: { isPending: boolean; error: Error | null }): FormState {
  const t = useTranslator()
  const wordProblem = useProblemWords()
  const wordFields = useFieldWords()
  // What was changed meanwhile each form tells by itself.
  if (error === null || isPending || conflictOf(error) !== null) return { pending: isPending }
  if (error instanceof ApiError && error.errors !== undefined) {
    return { pending: false, errors: wordFields(error), problem: t('studio.write.look') }
  }
  return { pending: false, problem: wordProblem(error) }
}
