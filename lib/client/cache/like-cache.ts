import type { QueryClient } from '@tanstack/react-query'
import type { LikeReply, Post } from '@/lib/schema/posts'
import { mapPost } from './post-cache'

/** A like that is shown and not yet known to have happened. */
export interface ShownLike {
  liked: boolean
  /** Where the copies of the post stood; one that has moved on since knows better. */
  positions: ReadonlySet<string>
}

/** Shows a like, or that it is taken back, before the server has answered. */
export function showLike(client: QueryClient, postId: string, liked: boolean): ShownLike {
  const positions = new Set<string>()
  mapPost(client, postId, (post) => {
    positions.add(post.position)
    return withLike(post, liked)
  })
  return { liked, positions }
}

/** Takes over the answer, except where events have come meanwhile: they are newer, or as new. */
export function settleLike(
  client: QueryClient,
  postId: string,
  { positions }: ShownLike,
  reply: LikeReply,
): void {
  mapPost(client, postId, (post) => (positions.has(post.position) ? { ...post, ...reply } : post))
}

/**
 * Takes back what was shown. False when events have come meanwhile: whether ours is among them only the server knows,
 * and the post has to be read again.
 */
export function undoLike(client: QueryClient, postId: string, { liked, positions }: ShownLike): boolean {
  let isUndone = true
  mapPost(client, postId, (post) => {
    if (positions.has(post.position)) return withLike(post, !liked)
    isUndone = false
    return post
  })
  return isUndone
}

function withLike(post: Post, liked: boolean): Post {
  if (post.liked === liked) return post
  return { ...post, liked, likesCount: Math.max(0, post.likesCount + (liked ? 1 : -1)) }
}
