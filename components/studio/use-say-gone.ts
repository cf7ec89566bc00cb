'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import { useToast } from '@/components/ui/toast'
import { useTranslator } from '@/lib/client/use-translator'

/** Says that the server has not got a draft any more that it had. */
export function useSayGone(isThere: boolean): void {
  const t = useTranslator()
  const toast = useToast()
  const wasThere = useRef(isThere)
  const say = useEffectEvent(() => toast({ title: t('studio.draft.gone') }))
  useEffect(() => {
    if (wasThere.current && !isThere) say()
    wasThere.current = isThere
  }, [isThere])
}
