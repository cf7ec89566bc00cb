'use client'

import { useEffect, useEffectEvent } from 'react'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { useTranslator } from '@/lib/client/use-translator'

/** Says that the post that is being edited is not there any more, and that what is written stays. */
export function GoneNotice() {
  const t = useTranslator()
  const toast = useToast()
  // It stands at the end of the form: who writes is told at once.
  const say = useEffectEvent(() => toast({ tone: 'danger', title: t('studio.gone.title') }))
  useEffect(() => say(), [])
  return (
    <Notice tone="danger" title={t('studio.gone.title')}>
      {t('studio.gone.text')}
    </Notice>
  )
}
