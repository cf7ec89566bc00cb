'use client'

import { useCallback } from 'react'
import type { ApiError } from '@/lib/client/api/api-error'
import type { FieldErrors } from '@/lib/errors'
import { wordFields } from '@/lib/words/fields'
import { useFormats } from './use-formats'
import { useTranslator } from './use-translator'

/** Says what is wrong with each field of what was sent. */
export function useFieldWords(): (error: ApiError) => FieldErrors {
  const t = useTranslator()
  const formats = useFormats()
  return useCallback((error) => wordFields(error, t, formats), [t, formats])
}
