import * as z from 'zod'
import { Id, Instant, Lamports, line, PageQuery, PriceLamports, text } from './common'
import { Author } from './creators'
import { TierName } from './tiers'

const MEDIA_MAX = 10

const postFields = {
  title: line(140),
  teaser: text(500),
  body: text(50_000, 1),
  /** With neither condition the post is open to all; with both, either unlocks it. */
  minTier: TierName.nullable(),
  priceLamports: PriceLamports.nullable(),
  mediaIds: z
    .array(Id)
    .max(MEDIA_MAX)
    .refine((ids) => new Set(ids).size === ids.length, 'Each image at most once'),
}

export const PostInput = z.object({
  ...postFields,
  teaser: postFields.teaser.default(''),
  minTier: postFields.minTier.default(null),
  priceLamports: postFields.priceLamports.default(null),
  mediaIds: postFields.mediaIds.default([]),
})
export type PostInput = z.infer<typeof PostInput>

export const PostPatch = z.object(postFields).partial()
export type PostPatch = z.infer<typeof PostPatch>

/** What an image shows to everybody: its shape and a blurred preview, never the original. */
export const MediaPreview = z.object({
  id: Id,
  kind: z.literal('image'),
  width: z.int(),
  height: z.int(),
  /** Address of the blurred preview. */
  preview: z.string(),
})
export type MediaPreview = z.infer<typeof MediaPreview>

/** The public side of a post, the same for every reader. It never holds the body or an original. */
export const PostCard = z.object({
  id: Id,
  author: Author,
  title: z.string(),
  teaser: z.string(),
  minTier: TierName.nullable(),
  priceLamports: Lamports.nullable(),
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
