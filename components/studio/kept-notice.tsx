'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useTranslator } from '@/lib/client/use-translator'

/** Says that a form begins with what was written before, and lets it begin anew. */
export function KeptNotice({ onDiscard }: { onDiscard: () => void }) {
  const t = useTranslator()
  return (
    <Notice title={t('studio.kept.title')}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span>{t('studio.kept.text')}</span>
        <Button size="sm" onClick={onDiscard}>
          {t('studio.kept.begin')}
        </Button>
      </div>
    </Notice>
  )
}
