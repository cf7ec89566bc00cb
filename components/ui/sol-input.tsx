'use client'

import type { ComponentProps } from 'react'
import { useFormats } from '@/lib/client/use-formats'
import { TextInput } from './text-input'

const EXAMPLE = 50_000_000n

/** An amount as the user writes it; `parseSol` of `lib/money` reads it. */
export function SolInput(props: Omit<ComponentProps<typeof TextInput>, 'type' | 'suffix' | 'inputMode'>) {
  const { sol } = useFormats()
  return (
    <TextInput inputMode="decimal" autoComplete="off" placeholder={sol(EXAMPLE)} suffix="SOL" {...props} />
  )
}
