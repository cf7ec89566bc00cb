'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { creatorQuery } from '@/lib/client/queries/creators'
import { navigate } from './place'

/**
 * A page that names a creator goes on under the handle that they have now, whichever it was asked for by and also where it
 * is changed while the page is open. `hrefOf`: its address with a handle.
 */
export function useCurrentHandle(asked: string, hrefOf: (handle: string) => string): void {
  const { data } = useQuery({ ...creatorQuery(asked), enabled: false })
  const now = data?.handle
  const goOn = useEffectEvent((handle: string) => {
    void navigate(hrefOf(handle) + location.hash, { replace: true, keepsScroll: true })
  })
  useEffect(() => {
    // In capitals it is the same handle.
    if (now !== undefined && now !== asked.toLowerCase()) goOn(now)
  }, [now, asked])
}
