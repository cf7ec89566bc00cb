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

/**
 * A handle as it is typed: in small letters, and of Latin ones, which is said before anybody tries others. A refusal says
 * it then instead.
 */
export function HandleField({ label, hint, error, value, onChange }: HandleFieldProps) {
  const t = useTranslator()
  return (
    <Field
      label={label}
      hint={
        hint ??
        (!error && t('studio.becomeCreator.handle.hint', { min: LIMITS.handleMin, max: LIMITS.handle }))
      }
      error={error}
    >
      {(control) => (
        <TextInput
          {...control}
          prefix="@"
          required
          minLength={LIMITS.handleMin}
          maxLength={LIMITS.handle + 1}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(toHandle(event.target.value))}
        />
      )}
    </Field>
  )
}

/** Pasted as it is shown elsewhere it has the sign that the field has already. */
function toHandle(typed: string): string {
  return typed.trimStart().replace(/^@/, '').toLowerCase().slice(0, LIMITS.handle)
}
