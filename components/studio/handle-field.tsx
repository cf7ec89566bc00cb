'use client'

import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { useTranslator } from '@/lib/client/use-translator'
import { LIMITS } from '@/lib/schema/limits'

interface HandleFieldProps {
  label: string
  /** Instead of what a handle may be made of. */
  hint?: ReactNode
  error: string | null
  value: string
  onChange: (handle: string) => void
}

/** A handle as it is typed: in small letters, and of Latin ones, which is said before anybody tries others. */
export function HandleField({ label, hint, error, value, onChange }: HandleFieldProps) {
  const t = useTranslator()
  return (
    <Field
      label={label}
      hint={hint ?? t('studio.becomeCreator.handle.hint', { min: LIMITS.handleMin, max: LIMITS.handle })}
      error={error}
    >
      {(control) => (
        <TextInput
          {...control}
          prefix="@"
          required
          minLength={LIMITS.handleMin}
          maxLength={LIMITS.handle}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value.toLowerCase())}
        />
      )}
    </Field>
  )
}
