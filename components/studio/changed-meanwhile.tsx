'use client'

import { Notice } from '@/components/ui/notice'
import { useTranslator } from '@/lib/client/use-translator'

interface ChangedMeanwhileProps {
  what: 'post' | 'page' | 'tiers' | 'name' | 'series'
  changes: readonly string[]
}

/** What was changed elsewhere while a form was open. Nothing of the form was saved, and nothing of it is lost. */
export function ChangedMeanwhile({ what, changes }: ChangedMeanwhileProps) {
  const t = useTranslator()
  return (
    <Notice tone="danger" title={t(`studio.changed.${what}`)}>
      {changes.length > 0 && (
        <ul className="list-disc break-words pl-4">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      <p className="mt-1">{t('studio.changed.text')}</p>
    </Notice>
  )
}
