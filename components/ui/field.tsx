'use client'

import type { ReactNode } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import { Icon } from './icon'
import { useElementId } from './use-element-id'

/** What the control inside must carry so that label, hint and error belong to it. */
export interface ControlProps {
  id: string | undefined
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

interface FieldProps {
  label: string
  hint?: ReactNode
  error?: string | null
  /** Said after the label, for what may stay empty. */
  optional?: boolean
  /** For fields whose label would only repeat what is in sight. */
  labelHidden?: boolean
  children: (control: ControlProps) => ReactNode
}

export function Field({ label, hint, error, optional = false, labelHidden = false, children }: FieldProps) {
  const id = useElementId()
  const t = useTranslator()
  const hintId = id && hint ? `${id}-hint` : undefined
  const errorId = id && error ? `${id}-error` : undefined
  return (
    <div className="flex flex-col gap-1.5">
      <label
        id={id && `${id}-label`}
        htmlFor={id}
        className={labelHidden ? 'sr-only' : 'font-medium text-sm'}
      >
        {label}
        {optional && <span className="font-normal text-muted"> · {t('ui.optional')}</span>}
      </label>
      {children({
        id,
        'aria-describedby': [errorId, hintId].filter(Boolean).join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p id={errorId} role="alert" className="flex items-start gap-1.5 text-danger text-xs">
          <Icon name="circle-exclamation-point" className="mt-px size-4 shrink-0" />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p id={hintId} className="text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}
