'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getMe } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import type { Me } from '@/lib/schema/session'

/**
 * A page that is left may be kept by the browser as it is, and come back when its reader has gone: what is left is
 * not seen again before the server has said that it is the same reader's. Otherwise the page is loaded anew. A
 * visitor's is seen at once, for it holds nothing of anybody, and asks whether somebody has signed in meanwhile.
 */
export function usePutAside(): void {
  const client = useQueryClient()
  useEffect(() => {
    const root = document.documentElement
    const reader = () => client.getQueryData<Me | null>(keys.me)?.id ?? null
    /** Counts the leavings: what was asked before the last of them says nothing of now. */
    let left = 0
    const leave = () => {
      left += 1
      if (reader() !== null) root.dataset.putAside = ''
    }
    const comeBack = async ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return
      if (root.dataset.putAside === undefined) return void client.refetchQueries({ queryKey: keys.me })
      const leaving = left
      const isSame = await getMe().then(
        (me) => me !== null && me.id === reader(),
        () => false,
      )
      if (leaving !== left) return
      if (isSame) delete root.dataset.putAside
      else location.reload()
    }
    const onShow = (event: PageTransitionEvent) => void comeBack(event)
    window.addEventListener('pagehide', leave)
    window.addEventListener('pageshow', onShow)
    return () => {
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('pageshow', onShow)
    }
  }, [client])
}
