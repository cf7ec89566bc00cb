import type { ComponentProps } from 'react'
import { TextInput } from './text-input'

/** An amount as the user writes it; `parseSol` of `lib/money` reads it. */
export function SolInput(props: Omit<ComponentProps<typeof TextInput>, 'type' | 'suffix' | 'inputMode'>) {
  return <TextInput inputMode="decimal" autoComplete="off" placeholder="0.05" suffix="SOL" {...props} />
}
