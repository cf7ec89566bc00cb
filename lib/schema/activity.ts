import * as z from 'zod'
import { Id, Instant, Lamports, SignedLamports } from './common'
import { Author } from './creators'
import { ZoneName } from './earnings'
import { TierName } from './tiers'

/** Query of `GET /api/me/activity`: in whose zone it is today. */
export const ActivityQuery = z.object({ tz: ZoneName.default('UTC') })

const facts = { id: z.string(), at: Instant, by: Author }

/** What happened on a creator's page, for the studio. Earnings are what the creator keeps. */
export const ActivityItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('like'), ...facts, postId: Id, postTitle: z.string() }),
  z.object({ kind: z.literal('comment'), ...facts, postId: Id, postTitle: z.string(), body: z.string() }),
  z.object({
    kind: z.literal('sale'),
    ...facts,
    postId: Id,
    postTitle: z.string(),
    /** It was deleted: in the first releases what was bought could be. */
    gone: z.boolean(),
    shareLamports: Lamports,
  }),
  z.object({
    kind: z.literal('subscriber'),
    ...facts,
    tier: TierName,
    /** As the creator calls it now. */
    tierName: z.string().nullish(),
    shareLamports: Lamports,
  }),
  z.object({ kind: z.literal('tip'), ...facts, shareLamports: Lamports }),
])
export type ActivityItem = z.infer<typeof ActivityItem>

export const Activity = z.object({
  /** Newest first. */
  items: z.array(ActivityItem),
  /** Since midnight, UTC. What was paid back is taken off, and may be more than what came in. */
  today: z.object({ earnedLamports: SignedLamports, sales: z.int(), subscribers: z.int(), tips: z.int() }),
  /** Place in the creator's channel `user:{id}`. */
  position: z.string(),
})
export type Activity = z.infer<typeof Activity>
