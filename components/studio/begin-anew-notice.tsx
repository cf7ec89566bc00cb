'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { UNDO_MS } from '@/lib/client/take-away'
import { useTranslator } from '@/lib/client/use-translator'

/** Says that a form begins with what was written before, and lets it begin anew. `onDiscard` answers how that is undone. */
export function BeginAnewNotice({ onDiscard }: { onDiscard: () => () => void }) {
  const t = useTranslator()
  const toast = useToast()
  function discard() {
    const undo = onDiscard()
    toast({
      title: t('studio.kept.begun'),
      ms: UNDO_MS,
      action: {
        label: t('ui.undo'),
        onSelect: undo,
        onHold: () => {},
        leadsTo: () => document.getElementById('main'),
      },
    })
  }
  return (
    <Notice title={t('studio.kept.title')}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span>{t('studio.kept.text')}</span>
        <Button size="sm" onClick={discard}>
          {t('studio.kept.begin')}
        </Button>
      </div>
    </Notice>
  )
}
