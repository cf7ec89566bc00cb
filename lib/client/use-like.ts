'use client'

import { useMutation } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { setLiked } from '@/lib/client/api/api'
import { settleLike, showLike, undoLike } from '@/lib/client/cache/like-cache'
import { findPost } from '@/lib/client/cache/post-cache'
import { useRealtimeContext } from './use-realtime'

/**
 * Likes at once on the screen and then on the server. A failure takes it back, unless something newer is known by
 * then: an event or another click. `onFailed` says so.
 */
export function useLike(
  postId: string,
  onFailed: (error: Error) => void,
): { toggle: () => void; pending: boolean } {
  const { refresher } = useRealtimeContext()
  const { client } = refresher
  const clicks = useRef(0)

  const { mutate, isPending } = useMutation({
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
    onError(error, _input, context) {
      onFailed(error)
      if (context === undefined || context.click !== clicks.current) return
      if (!undoLike(client, postId, context.shown)) refresher.refreshPost(postId)
    },
  })

  const toggle = useCallback(() => {
    const post = findPost(client, postId)
    if (post !== null) mutate({ liked: !post.liked })
  }, [client, mutate, postId])

  return { toggle, pending: isPending }
}
