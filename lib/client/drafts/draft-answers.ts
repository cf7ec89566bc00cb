import { ApiError, isUnreachable } from '@/lib/client/api/api-error'
import type { Post, PostFields } from '@/lib/schema/posts'
import { changesOf, inputOfPost } from './post-input'

// How a draft goes out, and what an answer says of a draft that was sent.

/** How it goes out. */
export type Release =
  | { status: 'published' }
  | { status: 'scheduled'; publishAt: string }
  | { status: 'draft' }

/** It is not there any more; what else may be missing is a picture of it. */
export function isGone(error: Error): boolean {
  return error instanceof ApiError && error.status === 404 && error.reason === 'no_such_post'
}

/** The same again is refused again. */
export function isRefusal(error: Error): boolean {
  return error instanceof ApiError && !isUnreachable(error) && error.status !== 429
}

/** Whether it is what it was to become. */
export function isReleased({ status, publishAt = null }: Post, release: Release): boolean {
  return status === release.status && (release.status !== 'scheduled' || publishAt === release.publishAt)
}

/** As the server keeps what it was sent: trimmed and composed. */
export function isSame(post: Post, input: PostFields): boolean {
  if (post.content === undefined) return false
  const clean = (text: string) => text.trim().normalize('NFC')
  const { title, teaser, body } = input
  const kept = { ...input, title: clean(title), teaser: clean(teaser), body: clean(body) }
  return Object.keys(changesOf(inputOfPost(post, post.content), kept)).length === 0
}
