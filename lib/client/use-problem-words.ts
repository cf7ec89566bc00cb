'use client'

import { useCallback } from 'react'
import { ApiError } from '@/lib/client/api/api-error'
import { useTranslator } from '@/lib/client/use-translator'
import { DEFAULT_LOCALE } from '@/lib/schema/locales'
import { wordProblem } from '@/lib/words/problem'

/** Says why something did not go through, in the reader's language: `const wordError = useProblemWords()`. */
export function useProblemWords(): (error: Error) => string {
  const t = useTranslator()
  return useCallback(
    (error) => {
      if (error instanceof ApiError) return wordProblem(error, t)
      // What was thrown by something else speaks English, if anything that people read.
      return t.locale === DEFAULT_LOCALE ? error.message : t('problem.internal')
    },
    [t],
  )
}
