import { useEffect } from 'react'
import { goBeside, keepDraft, readDraft } from '@/lib/client/kept-drafts'
import { useMe } from '@/lib/client/use-me'
import type { KeptPost } from './kept-post'

/**
 * Once its post is gone, what is written in an edit is kept where new posts are: the page of a post that is not there says
 * that there is nothing. Answers the name that it is kept under then.
 */
export function useKeptAsNew(isGone: boolean, keptAs: string | null): string {
  const name = `new.${useMe()?.id ?? ''}`
  useEffect(() => {
    if (!isGone) return
    if (readDraft<KeptPost>(name) !== null) goBeside(name)
    if (keptAs !== null) keepDraft(keptAs, null)
  }, [isGone, name, keptAs])
  return name
}
