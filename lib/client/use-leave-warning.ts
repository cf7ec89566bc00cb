'use client'

import { useEffect } from 'react'
import { useTranslator } from './use-translator'

/**
 * Warns who is about to leave what they have not sent yet: the browser asks before the page goes. `isLost`: it is kept
 * nowhere, so a way to another page of the site is asked about as well. `isSending`: files are on their way, which end
 * with the page.
 */
export function useLeaveWarning(isUnsent: boolean, isLost: boolean, isSending = false): void {
  const t = useTranslator()
  const mayBeUnloaded = !isUnsent && !isSending
  const question = isSending ? t('studio.leave.sending') : isUnsent && isLost ? t('studio.leave') : null

  useEffect(() => {
    if (mayBeUnloaded) return
    const askBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', askBeforeUnload)
    return () => window.removeEventListener('beforeunload', askBeforeUnload)
  }, [mayBeUnloaded])

  useEffect(() => {
    if (question === null) return
    const ask = (event: MouseEvent) => {
      if (!leadsAway(event) || window.confirm(question)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the links hear of it.
    document.addEventListener('click', ask, { capture: true })
    return () => document.removeEventListener('click', ask, { capture: true })
  }, [question])
}

/** A link that replaces this page by another one of the site. Others open beside it, or are asked about as it unloads. */
function leadsAway(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hasAttribute('download'))
    return false
  return link.origin === location.origin && link.pathname !== location.pathname
}
