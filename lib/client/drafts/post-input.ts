import type { Post, PostContent, PostFields, PostPatch } from '@/lib/schema/posts'

/** A post that is there as it would be sent again. */
export function inputOfPost(post: Post, content: PostContent): PostFields {
  const { title, teaser, tags = [], minTier, priceLamports, commentsOpen = true, watermarked = false } = post
  const mediaIds = content.media.map(({ id }) => id)
  const { body } = content
  return { title, teaser, body, tags, minTier, priceLamports, commentsOpen, watermarked, mediaIds }
}

/** What differs, and nothing else: what was not touched stays as it is by now. */
export function changesOf(input: PostFields, before: PostFields): PostPatch {
  const patch: PostPatch = {}
  if (input.title !== before.title) patch.title = input.title
  if (input.teaser !== before.teaser) patch.teaser = input.teaser
  if (input.body !== before.body) patch.body = input.body
  if (!isSameTags(input.tags, before.tags)) patch.tags = input.tags
  if (input.minTier !== before.minTier) patch.minTier = input.minTier
  if (input.priceLamports !== before.priceLamports) patch.priceLamports = input.priceLamports
  if (input.commentsOpen !== before.commentsOpen) patch.commentsOpen = input.commentsOpen
  if (input.watermarked !== before.watermarked) patch.watermarked = input.watermarked
  if (input.mediaIds.join() !== before.mediaIds.join()) patch.mediaIds = input.mediaIds
  return patch
}

export function isSameTags(a: readonly string[], b: readonly string[]): boolean {
  return a.join() === b.join()
}
