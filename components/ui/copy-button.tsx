'use client'

import { Check, Copy } from 'lucide-react'
import { Button } from './button'
import type { ButtonLook } from './button-class'
import { useCopy } from './use-copy'

interface CopyButtonProps extends ButtonLook {
  text: string
  label: string
}

export function CopyButton({ text, label, ...look }: CopyButtonProps) {
  const { copied, copy } = useCopy(text)
  const Icon = copied === 'done' ? Check : Copy
  return (
    <Button {...look} onClick={() => void copy()}>
      <Icon className="size-4" aria-hidden="true" />
      <span aria-live="polite">
        {copied === 'done' ? 'Copied' : copied === 'refused' ? 'Not copied: select it' : label}
      </span>
    </Button>
  )
}
