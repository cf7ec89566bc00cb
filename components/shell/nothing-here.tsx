'use client'

import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { useTranslator } from '@/lib/client/use-translator'

/** Instead of what is not there, or not for this reader to know of. */
export function NothingHere() {
  const t = useTranslator()
  return (
    <EmptyState
      icon={<Icon name="file-question-mark" />}
      title={t('missing.title')}
      action={
        <LinkButton href="/" variant="primary">
          {t('missing.toFeed')}
        </LinkButton>
      }
    >
      {t('missing.text')}
    </EmptyState>
  )
}
