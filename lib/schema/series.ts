import * as z from 'zod'
import { Id, Instant, Lamports, line, PageQuery, text, Version } from './common'
import { says } from './field-issues'
import { LIMITS } from './limits'
import { PostStatus } from './posts'
import { TierName } from './tiers'

const seriesFields = {
  title: line(LIMITS.seriesTitle),
  description: text(LIMITS.seriesDescription),
}

/** What a series begins with. */
export const SeriesInput = z.object({
  ...seriesFields,
  description: seriesFields.description.default(''),
})
export type SeriesInput = z.infer<typeof SeriesInput>

export const SeriesPatch = z.object({ ...seriesFields, version: Version }).partial()
export type SeriesPatch = z.infer<typeof SeriesPatch>

const idsInOrder = (max: number) =>
  z
    .array(Id)
    .max(max)
    .refine((ids) => new Set(ids).size === ids.length, says({ code: 'repeated' }, 'Each at most once'))

/** Of a creator's series among themselves, and of the posts of one: what is not named comes after what is. */
export const SeriesOrder = z.object({ ids: idsInOrder(LIMITS.series) })
export const SeriesPostsOrder = z.object({ ids: idsInOrder(LIMITS.seriesPosts) })

/** Which series a post is in. */
export const PostSeriesInput = z.object({ seriesId: Id.nullable() })

/** A series as one reader finds it: there for them as long as they see a post of it. */
export const Series = z.object({
  id: Id,
  creatorId: Id,
  title: z.string(),
  description: z.string(),
  postsCount: z.int(),
  /** Those that this reader has unlocked. */
  openCount: z.int(),
})
export type Series = z.infer<typeof Series>

/** `position`: place in the channel `creator:{id}` that the answer corresponds to. */
export const SeriesPage = Series.extend({ position: z.string() })
export type SeriesPage = z.infer<typeof SeriesPage>

export const CreatorSeries = z.object({ items: z.array(Series), position: z.string() })
export type CreatorSeries = z.infer<typeof CreatorSeries>

const NeighbourPost = z.object({ id: Id, title: z.string() })

/** Where a post stands in its series, among what this reader sees of it. */
export const SeriesPart = z.object({
  id: Id,
  creatorId: Id,
  title: z.string(),
  /** From 1 on. */
  part: z.int(),
  postsCount: z.int(),
  previous: NeighbourPost.nullable(),
  next: NeighbourPost.nullable(),
  position: z.string(),
})
export type SeriesPart = z.infer<typeof SeriesPart>

/** Answer of `GET /api/posts/{id}/series`. */
export const PostSeries = z.object({ series: SeriesPart.nullable() })
export type PostSeries = z.infer<typeof PostSeries>

export const SeriesPostsQuery = PageQuery

/** `post`: one of the caller's own, of which is said where it is. */
export const OwnSeriesQuery = z.object({ post: Id.optional() })

/** A series as its creator has it: with what is not out, or not listed. */
export const OwnSeries = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  postsCount: z.int(),
  /** It has the post that was asked about. */
  hasPost: z.boolean(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type OwnSeries = z.infer<typeof OwnSeries>

export const OwnSeriesList = z.object({ items: z.array(OwnSeries) })
export type OwnSeriesList = z.infer<typeof OwnSeriesList>

const OwnSeriesPost = z.object({
  id: Id,
  title: z.string(),
  status: PostStatus,
  listed: z.boolean(),
  publishAt: Instant.nullable(),
  minTier: TierName.nullable(),
  priceLamports: Lamports.nullable(),
})
export type OwnSeriesPost = z.infer<typeof OwnSeriesPost>

export const OwnSeriesPage = OwnSeries.omit({ hasPost: true, postsCount: true }).extend({
  posts: z.array(OwnSeriesPost),
})
export type OwnSeriesPage = z.infer<typeof OwnSeriesPage>
