'use client'

import { useMutation } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import type { Post } from '@/lib/schema/posts'
import { setLiked } from './api'
import { findPost, mapPost } from './post-cache'
import { useRealtimeContext } from './use-realtime'

/**
 * Likes at once on the screen and then on the server. A failure takes it back, unless something newer is known by
 * then: an event or another click.
 */
export function useLike(postId: string): { toggle: () => void; pending: boolean; error: Error | null } {
  const { refresher } = useRealtimeContext()
  const { client } = refresher
  const lastTry = useRef(0)

  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ liked }: { liked: boolean }) => setLiked(postId, liked),
    // One after the other: the server ends where the last click was.
    scope: { id: `like:${postId}` },
    onMutate({ liked }) {
      lastTry.current += 1
      const positions = new Set<string>()
      mapPost(client, postId, (post) => {
        positions.add(post.position)
        return withLike(post, liked)
      })
      return { attempt: lastTry.current, positions }
    },
    onSuccess({ liked, likesCount }, _input, { attempt, positions }) {
      if (attempt !== lastTry.current) return
      mapPost(client, postId, (post) =>
        positions.has(post.position) ? { ...post, liked, likesCount } : post,
      )
    },
    onError(_error, { liked }, context) {
      if (context === undefined || context.attempt !== lastTry.current) return
      let isOvertaken = false
      mapPost(client, postId, (post) => {
        if (context.positions.has(post.position)) return withLike(post, !liked)
        isOvertaken = true
        return post
      })
      // Events came meanwhile, of our like or of others: only the server knows which.
      if (isOvertaken) void refresher.refreshPost(postId)
    },
  })

  const toggle = useCallback(() => {
    const post = findPost(client, postId)
    if (post !== null) mutate({ liked: !post.liked })
  }, [client, mutate, postId])

  return { toggle, pending: isPending, error }
}

function withLike(post: Post, liked: boolean): Post {
  if (post.liked === liked) return post
  return { ...post, liked, likesCount: Math.max(0, post.likesCount + (liked ? 1 : -1)) }
}
