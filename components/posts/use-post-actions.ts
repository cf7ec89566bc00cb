'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useToast } from '@/components/ui/toast'
import { deletePost, updatePost } from '@/lib/client/api/api'
import { mapPost } from '@/lib/client/cache/post-cache'
import { keys } from '@/lib/client/cache/query-keys'
import { takeAway, UNDO_MS } from '@/lib/client/take-away'
import { useFormats } from '@/lib/client/use-formats'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { Post } from '@/lib/schema/posts'

/** How many have bought it is known in the list of the author's own posts alone. */
export type Removable = Pick<Post, 'id' | 'priceLamports'> & { salesCount?: number }

/** Whether somebody has bought it, or may have. */
export function isBought({ priceLamports, salesCount }: Removable): boolean {
  return salesCount === undefined ? priceLamports !== null : salesCount > 0
}

/** What an author does with a post of theirs. The page changes by the event, as everybody's does. */
export function usePostActions({ id, salesCount = 0 }: Pick<Removable, 'id' | 'salesCount'>): {
  setListed: (listed: boolean) => void
  takeDown: () => void
} {
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const client = useQueryClient()
  const formats = useFormats()
  const listing = useMutation({
    mutationFn: (listed: boolean) => updatePost(id, { listed }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.allOwnPosts }),
    onError: (error) => toast({ tone: 'danger', title: t('post.notChanged'), body: wordError(error) }),
  })

  /** What somebody has bought stays theirs, and is said. */
  async function remove() {
    try {
      const kept = await deletePost(id)
      mapPost(client, id, (copy) => (kept ? { ...copy, listed: false } : null))
      void client.invalidateQueries({ queryKey: keys.allOwnPosts })
      if (!kept) return
      const count = kept.keptFor
      const body = t('post.keptFor', { count, shown: formats.count(count) })
      toast({ tone: 'neutral', title: t('post.kept'), body })
    } catch (error) {
      toast({ tone: 'danger', title: t('post.notDeleted'), body: wordError(error as Error) })
    }
  }
  function takeDown() {
    const { undo, hold } = takeAway(id, remove)
    toast({
      title: t(salesCount > 0 ? 'post.kept' : 'post.deleted'),
      ms: UNDO_MS,
      action: {
        label: t('ui.undo'),
        onSelect: undo,
        onHold: hold,
        leadsTo: () => document.getElementById(`post-${id}`) ?? document.getElementById('main'),
      },
    })
  }
  return { setListed: (listed) => listing.mutate(listed), takeDown }
}
