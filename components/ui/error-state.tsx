'use client'

import type { ReactNode } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import { Button } from './button'
import { Icon } from './icon'

interface ErrorStateProps {
  title?: string
  children?: ReactNode
  onRetry?: () => void
  retrying?: boolean
}

export function ErrorState({ title, children, onRetry, retrying }: ErrorStateProps) {
  const t = useTranslator()
  return (
    <div role="alert" className="flex flex-col items-center gap-1.5 px-6 py-14 text-center">
      <Icon name="circle-exclamation-point" className="mb-2 size-7 stroke-[1.5] text-danger" />
      <p className="font-semibold text-base">{title ?? t('ui.notLoaded')}</p>
      {children && <p className="max-w-sm text-balance text-muted text-sm">{children}</p>}
      {onRetry && (
        <div className="mt-4">
          <Button onClick={onRetry} loading={retrying}>
            <Icon name="rotate-cw" className="size-4" />
            {t('ui.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
