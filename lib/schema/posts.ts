import * as z from 'zod'
import { Id, Instant, Lamports, line, PageQuery, PriceLamports, text, Version } from './common'
import { Author } from './creators'
import { says } from './field-issues'
import { LIMITS } from './limits'
import { TierName } from './tiers'

const postFields = {
  title: line(LIMITS.title),
  teaser: text(LIMITS.teaser),
  body: text(LIMITS.postBody, 1),
  /** With neither condition the post is open to all; with both, either unlocks it. */
  minTier: TierName.nullable(),
  priceLamports: PriceLamports.nullable(),
  mediaIds: z
    .array(Id)
    .max(LIMITS.images)
    .refine((ids) => new Set(ids).size === ids.length, says({ code: 'repeated' }, 'Each image at most once')),
}

export const PostInput = z.object({
  ...postFields,
  teaser: postFields.teaser.default(''),
  minTier: postFields.minTier.default(null),
  priceLamports: postFields.priceLamports.default(null),
  mediaIds: postFields.mediaIds.default([]),
})
export type PostInput = z.infer<typeof PostInput>

/** `listed: false` takes a post out of lists and sale; its author and who has bought it keep it. */
export const PostPatch = z.object({ ...postFields, listed: z.boolean(), version: Version }).partial()
export type PostPatch = z.infer<typeof PostPatch>

/** Answer of `DELETE /api/posts/{id}` where somebody has bought it: it is listed no more, and kept for so many buyers. */
export const KeptPost = z.object({ listed: z.literal(false), keptFor: z.int() })
export type KeptPost = z.infer<typeof KeptPost>

/** What an image shows to everybody: its shape and a blurred preview, never the original. */
export const MediaPreview = z.object({
  id: Id,
  kind: z.literal('image'),
  width: z.int(),
  height: z.int(),
  /** Address of the blurred preview. */
  preview: z.string(),
  /**
   * What is shown until that is there: base64 of a WebP of at most 4 × 4 pixels, made of the preview. Missing for images, and
   * in cards, of an older release.
   */
  placeholder: z.string().nullish(),
})
export type MediaPreview = z.infer<typeof MediaPreview>

/** The public side of a post, the same for every reader. It never holds the body or an original. */
export const PostCard = z.object({
  id: Id,
  author: Author,
  title: z.string(),
  teaser: z.string(),
  minTier: TierName.nullable(),
  /** As its author calls that tier; null without one. Missing in what an older release has written. */
  tierName: z.string().nullish(),
  priceLamports: Lamports.nullable(),
  /** False: in no list and not for sale; its author and who has bought it see it. */
  listed: z.boolean(),
  media: z.array(MediaPreview),
  likesCount: z.int(),
  commentsCount: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type PostCard = z.infer<typeof PostCard>

export const UnlockedBy = z.enum(['open', 'author', 'tier', 'purchase'])
export type UnlockedBy = z.infer<typeof UnlockedBy>

/** The protected side of a post. */
export const PostContent = z.object({
  body: z.string(),
  /** Ids whose original `GET /api/media/{id}` gives to this reader. */
  media: z.array(z.object({ id: Id, url: z.string() })),
})
export type PostContent = z.infer<typeof PostContent>

/** A post as one reader sees it. `content` is there only where `unlocked`. */
export const Post = PostCard.extend({
  unlocked: z.boolean(),
  unlockedBy: UnlockedBy.nullable(),
  /** When it locks again by itself: the end of the reader's period. Null for never, and while it is locked. */
  unlockedUntil: Instant.nullable(),
  liked: z.boolean(),
  content: PostContent.optional(),
  /** Place in the channel `post:{id}` that this answer corresponds to. */
  position: z.string(),
})
export type Post = z.infer<typeof Post>

export const FeedQuery = PageQuery.extend({
  filter: z.enum(['all', 'following', 'subscribed']).default('all'),
})
export type FeedQuery = z.infer<typeof FeedQuery>
export type FeedFilter = FeedQuery['filter']

export const LikeReply = z.object({ liked: z.boolean(), likesCount: z.int() })
export type LikeReply = z.infer<typeof LikeReply>
