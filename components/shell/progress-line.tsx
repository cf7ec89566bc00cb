'use client'

import { useIsFetching } from '@tanstack/react-query'
import { useUnderway } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'

/** Says at the upper edge that the next page is on its way, when that takes longer than a moment. */
export function ProgressLine() {
  const t = useTranslator()
  const isUnderway = useUnderway()
  const isFirstReading = useIsFetching({ predicate: ({ state }) => state.data === undefined }) > 0
  if (!isUnderway && !isFirstReading) return null
  return <div role="progressbar" aria-label={t('shell.loading')} className="progress-line" />
}
