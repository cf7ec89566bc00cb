'use client'

import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { useTranslator } from '@/lib/client/use-translator'

/** A file of everything that is one's own: the server says what it is called. */
export function OwnDataLink({ full = false }: { full?: boolean }) {
  const t = useTranslator()
  return (
    <a href="/api/me/export" download className={buttonClass({ full })}>
      <Icon name="download" className="size-4" />
      <span>{t('leave.export')}</span>
    </a>
  )
}
