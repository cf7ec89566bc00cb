'use client'

import { CreatorDirectory } from '@/components/creators/creator-directory'
import { PageHead } from '@/components/shell/page-head'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'

export function CreatorsScreen() {
  const t = useTranslator()
  return (
    <>
      <PageHead title={t('shell.creators')} />
      <CreatorDirectory asked={useRoute('creators').query} />
    </>
  )
}
