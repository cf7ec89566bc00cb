import type { Viewer } from '@/lib/domain/context'

/** Who may change a post or take it down: its author. */
export function mayChangePost(viewer: Viewer, post: { authorId: string }): boolean {
  return viewer.userId === post.authorId
}

/** Who may delete a comment: who wrote it, and the author of the post. */
export function mayDeleteComment(
  viewer: Viewer,
  comment: { authorId: string },
  post: { authorId: string },
): boolean {
  return viewer.userId === comment.authorId || viewer.userId === post.authorId
}

/** Who may see and use an image that serves nothing yet: who uploaded it. */
export function mayUseMedia(viewer: Viewer | null, media: { ownerId: string }): boolean {
  return viewer?.userId === media.ownerId
}
