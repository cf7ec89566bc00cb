'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPost, getPost, updatePost } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { postQuery } from '@/lib/client/queries/posts'
import { DraftSaver, type Snapshot } from './draft-saver'

/**
 * Saves one draft of this page, and hears of what other devices make of it. `note` is told what the server has, or is about
 * to be sent, before it is sent, and also when the page was left: whoever comes back goes on with that draft.
 */
export function useDraftSaver(
  from: () => Pick<Snapshot, 'saved' | 'attempt'>,
  note: (known: Pick<Snapshot, 'saved' | 'attempt'>) => void,
): { saver: DraftSaver; snapshot: Snapshot } {
  const client = useQueryClient()
  const [saver] = useState(() => {
    const kept = (post: Awaited<ReturnType<typeof createPost>>) => {
      client.setQueryData(keys.post(post.id), post)
      return post
    }
    const server = {
      create: (...call: Parameters<typeof createPost>) => createPost(...call).then(kept),
      update: (...call: Parameters<typeof updatePost>) => updatePost(...call).then(kept),
    }
    const made = new DraftSaver(server, from())
    made.subscribe(() => note(made.snapshot))
    return made
  })
  const snapshot = useSyncExternalStore(saver.subscribe, saver.getSnapshot, saver.getSnapshot)
  const id = snapshot.saved?.id ?? ''
  const { data: there } = useQuery({ ...postQuery(id), enabled: id !== '' })

  useEffect(() => {
    if (there === null) saver.goneElsewhere(id)
    if (!there || !saver.isBehind(there)) return
    // What an event has put into the copy of this page is the card alone.
    getPost(there.id).then(
      (post) => (post === null ? saver.goneElsewhere(there.id) : saver.changedElsewhere(post)),
      // Then it is met when something is saved.
      () => {},
    )
  }, [saver, id, there])
  useEffect(() => {
    const retry = () => saver.retry()
    window.addEventListener('online', retry)
    return () => {
      window.removeEventListener('online', retry)
      saver.stop()
    }
  }, [saver])
  return { saver, snapshot }
}
