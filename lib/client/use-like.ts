'use client'

import { useMutation } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { setLiked } from './api'
import { settleLike, showLike, undoLike } from './like-cache'
import { findPost } from './post-cache'
import { useRealtimeContext } from './use-realtime'

/**
 * Likes at once on the screen and then on the server. A failure takes it back, unless something newer is known by
 * then: an event or another click.
 */
export function useLike(postId: string): { toggle: () => void; pending: boolean; error: Error | null } {
  const { refresher } = useRealtimeContext()
  const { client } = refresher
  const clicks = useRef(0)

  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ liked }: { liked: boolean }) => setLiked(postId, liked),
    // One after the other: the server ends where the last click was.
    scope: { id: `like:${postId}` },
    onMutate({ liked }) {
      clicks.current += 1
      return { click: clicks.current, shown: showLike(client, postId, liked) }
    },
    onSuccess(reply, _input, { click, shown }) {
      if (click === clicks.current) settleLike(client, postId, shown, reply)
    },
    onError(_error, _input, context) {
      if (context === undefined || context.click !== clicks.current) return
      if (!undoLike(client, postId, context.shown)) refresher.refreshPost(postId)
    },
  })

  const toggle = useCallback(() => {
    const post = findPost(client, postId)
    if (post !== null) mutate({ liked: !post.liked })
  }, [client, mutate, postId])

  return { toggle, pending: isPending, error }
}
