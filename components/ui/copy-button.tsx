'use client'

import { useTranslator } from '@/lib/client/use-translator'
import { Button } from './button'
import type { ButtonLook } from './button-class'
import { Icon } from './icon'
import { useCopy } from './use-copy'

interface CopyButtonProps extends ButtonLook {
  text: string
  label: string
}

export function CopyButton({ text, label, ...look }: CopyButtonProps) {
  const { copied, copy } = useCopy(text)
  const t = useTranslator()
  return (
    <Button {...look} onClick={() => void copy()}>
      <Icon name={copied === 'done' ? 'check' : 'copy'} className="size-4" />
      <span aria-live="polite">
        {copied === 'done' ? t('ui.copied') : copied === 'refused' ? t('ui.notCopied') : label}
      </span>
    </Button>
  )
}
