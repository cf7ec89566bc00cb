import * as z from 'zod'
import { isVisible } from '@/lib/characters'
import {
  Id,
  INVISIBLE,
  Instant,
  InstantAsked,
  Lamports,
  line,
  PageQuery,
  PriceLamports,
  SignedLamports,
  text,
  Version,
} from './common'
import { Author } from './creators'
import { says } from './field-issues'
import { LIMITS } from './limits'
import { MediaKind, MediaState, Playable } from './media'
import { Blocks } from './rich-text'
import { TierName } from './tiers'

const TAG = /^[\p{L}\p{M}\p{N}-]+$/u

/** In small letters: letters, digits and `-` of any script, at least one that is no `-`. */
export const Tag = z
  .string()
  // Before it is measured: a letter may be two when it is small.
  .toLowerCase()
  .pipe(
    line(LIMITS.tag).refine(
      (tag) => TAG.test(tag) && /[^-]/.test(tag),
      says({ code: 'not_a_tag' }, 'Letters, digits and - only'),
    ),
  )

/** What lists are asked by; what cannot be a tag is none that a post has. */
const TagAsked = text(LIMITS.tag).toLowerCase().normalize('NFC').optional()

const postFields = {
  title: line(LIMITS.title),
  teaser: text(LIMITS.teaser),
  /** Empty only where there is a picture, film or sound. */
  body: text(LIMITS.postBody).refine((body) => body === '' || isVisible(body), INVISIBLE),
  /** Otherwise nobody comments; the comments that are there stay. */
  commentsOpen: z.boolean(),
  /** Who has bought it, or opens it as a member, sees its pictures with their handle over them; its author never does. */
  watermarked: z.boolean(),
  /** With neither condition the post is open to all; with both, either unlocks it. */
  minTier: TierName.nullable(),
  priceLamports: PriceLamports.nullable(),
  mediaIds: z
    .array(Id)
    .max(LIMITS.images)
    .refine((ids) => new Set(ids).size === ids.length, says({ code: 'repeated' }, 'Each image at most once')),
  /** One that is named twice is there once. */
  tags: z
    .array(Tag)
    .transform((tags) => [...new Set(tags)])
    .pipe(z.array(z.string()).max(LIMITS.tags)),
}

/** What is written of a post. */
export const PostFields = z.object({
  ...postFields,
  teaser: postFields.teaser.default(''),
  body: postFields.body.default(''),
  minTier: postFields.minTier.default(null),
  priceLamports: postFields.priceLamports.default(null),
  mediaIds: postFields.mediaIds.default([]),
  tags: postFields.tags.default([]),
  commentsOpen: postFields.commentsOpen.default(true),
  watermarked: postFields.watermarked.default(false),
})
export type PostFields = z.infer<typeof PostFields>

/** There is something to read, to look at or to hear. Said whatever else is wrong with the post. */
const WHOLE = {
  ...says({ code: 'required' }, 'Must not be empty'),
  path: ['body'],
  when: ({ value }: { value: unknown }) => z.looseObject({}).safeParse(value).success,
}
const isWhole = ({ body, mediaIds }: Partial<PostFields>) => body !== '' || mediaIds?.length !== 0

/** A draft is there for its author alone; a scheduled post too, until its time. What is published never goes back. */
export const PostStatus = z.enum(['draft', 'scheduled', 'published'])
export type PostStatus = z.infer<typeof PostStatus>

/** What a draft may still be without. */
const unfinished = { title: line(LIMITS.title, 0), body: text(LIMITS.postBody) }

export const PostInput = z.preprocess(
  withStatus,
  z.discriminatedUnion('status', [
    PostFields.extend({ status: z.literal('published') }).refine(isWhole, WHOLE),
    /** `publishAt`: in the future. */
    PostFields.extend({ status: z.literal('scheduled'), publishAt: InstantAsked }).refine(isWhole, WHOLE),
    PostFields.extend({
      status: z.literal('draft'),
      title: unfinished.title.default(''),
      body: unfinished.body.default(''),
    }),
  ]),
)
export type PostInput = z.infer<typeof PostInput>

function withStatus(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? { status: 'published', ...input } : input
}

/**
 * `listed: false` takes a post out of lists and sale; its author and who has bought it keep it. `status` goes on to
 * `scheduled`, with `publishAt`, and `published`, and from `scheduled` back to `draft`.
 */
export const PostPatch = z
  .object({
    ...postFields,
    ...unfinished,
    status: PostStatus,
    publishAt: InstantAsked,
    listed: z.boolean(),
    version: Version,
  })
  .partial()
export type PostPatch = z.infer<typeof PostPatch>

/** Answer of `DELETE /api/posts/{id}` where somebody has bought it: it is listed no more, and kept for so many buyers. */
export const KeptPost = z.object({ listed: z.literal(false), keptFor: z.int() })
export type KeptPost = z.infer<typeof KeptPost>

/** What an image, film or sound shows to everybody: its shape, how long it is, and a blurred preview; never the original. */
export const MediaPreview = z.object({
  id: Id,
  kind: MediaKind,
  /** In pixels; 0 for sound. */
  width: z.int(),
  height: z.int(),
  /** Of film and sound; null or missing for images. */
  durationMs: z.int().nullish(),
  /** Address of the blurred preview, of film that of its poster; null for sound, and for film without a poster. */
  preview: z.string().nullable(),
  /**
   * What is shown until that is there: base64 of a WebP of at most 4 × 4 pixels, made of the preview. Missing for images, and
   * in cards, of an older release.
   */
  placeholder: z.string().nullish(),
})
export type MediaPreview = z.infer<typeof MediaPreview>

/** What is said of an image for who does not see it. */
export const MediaPatch = z.object({ alt: text(LIMITS.alt) })
export type MediaPatch = z.infer<typeof MediaPatch>

/** An image as its owner has it. */
export const OwnMedia = MediaPreview.extend({ alt: z.string() })
export type OwnMedia = z.infer<typeof OwnMedia>

/** The public side of a post, the same for every reader. It never holds the body or an original. */
export const PostCard = z.object({
  id: Id,
  author: Author,
  title: z.string(),
  teaser: z.string(),
  /** False: pictures, film and sound are all there is in it. Missing in what an older release has written: it has a text. */
  hasText: z.boolean().optional(),
  minTier: TierName.nullable(),
  /** As its author calls that tier; null without one. Missing in what an older release has written. */
  tierName: z.string().nullish(),
  /** What that tier costs for 30 days. As above. */
  tierPriceLamports: Lamports.nullish(),
  priceLamports: Lamports.nullable(),
  /** False: in no list and not for sale; its author and who has bought it see it. */
  listed: z.boolean(),
  /** Missing in what an older release has written, as the following: it is published. */
  status: PostStatus.optional(),
  /** When a scheduled post will be published; null otherwise. */
  publishAt: Instant.nullish(),
  /** The same as `createdAt`; null until then. */
  publishedAt: Instant.nullish(),
  commentsOpen: z.boolean().optional(),
  /** Missing likewise: its pictures carry nobody's mark. */
  watermarked: z.boolean().optional(),
  media: z.array(MediaPreview),
  /** Missing in what an older release has written. */
  tags: z.array(z.string()).optional(),
  likesCount: z.int(),
  commentsCount: z.int(),
  /** When it was published; until then, when it was begun. */
  createdAt: Instant,
  updatedAt: Instant,
})
export type PostCard = z.infer<typeof PostCard>

export const UnlockedBy = z.enum(['open', 'author', 'tier', 'purchase'])
export type UnlockedBy = z.infer<typeof UnlockedBy>

/** The protected side of a post. */
export const PostContent = z.object({
  /** As its author has typed it. */
  body: z.string(),
  /** What that says as Markdown. Missing in answers of an older release. */
  blocks: Blocks.optional(),
  /** Ids whose original `GET /api/media/{id}` gives to this reader. */
  media: z.array(
    z.object({
      id: Id,
      url: z.string(),
      /** What is in it, for who does not see it; empty where nobody has said. Missing in answers of an older release. */
      alt: z.string().optional(),
      /** The following is of film and sound alone, and missing for images. */
      kind: MediaKind.optional(),
      width: z.int().optional(),
      height: z.int().optional(),
      durationMs: z.int().nullish(),
      ...Playable.partial().shape,
      /** Not `ready` only for the author of the post: other readers see it when it is. Missing: it is. */
      state: MediaState.optional(),
    }),
  ),
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

/** `from`: the list begins with that post, or where it would stand; `cursor` goes before it. */
export const PostsQuery = PageQuery.extend({ from: Id.optional() })
export type PostsQuery = z.infer<typeof PostsQuery>

const FeedFilter = z.enum(['all', 'following', 'subscribed'])
/** Of the feed's own tabs. */
export type FeedFilter = z.infer<typeof FeedFilter>

/** `loved`: of the last seven days, those with the most likes first. `open`: what is open to all. */
const PostFilter = z.enum([...FeedFilter.options, 'loved', 'open'])
export type PostFilter = z.infer<typeof PostFilter>

export const FeedQuery = PostsQuery.extend({ filter: PostFilter.default('all'), tag: TagAsked })
export type FeedQuery = z.infer<typeof FeedQuery>

/** `since`: the `createdAt` of the newest post that is shown. */
export const NewPostsQuery = z.object({ since: InstantAsked })
export const NewInFeedQuery = NewPostsQuery.extend({ filter: FeedFilter.default('all') })

/** What came above a list since: how many, at most 100, and by whom, the latest first. */
export const NewPosts = z.object({ count: z.int(), authors: z.array(Author).max(3) })
export type NewPosts = z.infer<typeof NewPosts>

/** `creator`: a handle; without it of all. */
export const TagsQuery = z.object({ creator: text(LIMITS.handle).optional() })

/** `open`: what the reader has unlocked alone. */
export const CreatorPostsQuery = PostsQuery.extend({
  tag: TagAsked,
  filter: z.enum(['all', 'open', 'pictures']).default('all'),
})
export type CreatorPostsQuery = z.infer<typeof CreatorPostsQuery>
export type CreatorPostsFilter = CreatorPostsQuery['filter']

/** As whom an author looks at a post of theirs: a tier's name for a member of it, `buyer` for who has bought it. */
export const PostReader = z.enum(['visitor', ...TierName.options, 'buyer'])
export type PostReader = z.infer<typeof PostReader>

/** Query of `GET /api/posts/{id}`. */
export const PostQuery = z.object({ as: PostReader.optional() })

/** Query of `GET /api/me/posts`. */
export const OwnPostsQuery = PageQuery.extend({
  status: PostStatus.optional(),
  query: text(LIMITS.ownListQuery).default(''),
})
export type OwnPostsQuery = z.infer<typeof OwnPostsQuery>

/** A post as its author has it in their list. */
export const OwnPost = Post.extend({
  /** How many readers its card, or its page, has been on the screen of: each once a day, never its author. */
  seenCount: z.int(),
  /** How many of them have opened its page. */
  openedCount: z.int(),
  /** How many have bought it. */
  salesCount: z.int(),
  /** What the book has in the author's account for it. */
  earnedLamports: SignedLamports,
  /** Which it belongs to. Missing in answers of an older release. */
  series: z.object({ id: Id, title: z.string() }).nullish(),
})
export type OwnPost = z.infer<typeof OwnPost>

export const LikeReply = z.object({ liked: z.boolean(), likesCount: z.int() })
export type LikeReply = z.infer<typeof LikeReply>
