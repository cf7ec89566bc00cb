'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useToast } from '@/components/ui/toast'
import { deleteSeries } from '@/lib/client/api/own-series'
import { keys } from '@/lib/client/cache/query-keys'
import { takeAway, UNDO_MS } from '@/lib/client/take-away'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'

/** Deletes a series, unless somebody thinks better of it in time. Its posts stay. */
export function useDeleteSeries({ id }: { id: string }): () => void {
  const t = useTranslator()
  const toast = useToast()
  const client = useQueryClient()
  const wordError = useProblemWords()

  async function remove() {
    try {
      await deleteSeries(id)
      for (const queryKey of [keys.allOwnSeries, keys.allOwnPosts, keys.allSeries])
        await client.invalidateQueries({ queryKey })
    } catch (error) {
      toast({ tone: 'danger', title: t('series.notDeleted'), body: wordError(error as Error) })
    }
  }
  return () => {
    const { undo, hold } = takeAway(id, remove)
    toast({
      title: t('series.deleted'),
      ms: UNDO_MS,
      action: {
        label: t('ui.undo'),
        onSelect: undo,
        onHold: hold,
        leadsTo: () => document.getElementById('series-heading') ?? document.getElementById('main'),
      },
    })
  }
}
