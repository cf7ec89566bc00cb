import * as z from 'zod'
import { Id, Instant, Lamports, line, PageQuery, text, Version } from './common'
import { says } from './field-issues'
import { LIMITS } from './limits'
import { isReservedHandle } from './reserved-handles'
import { Tier, TierName } from './tiers'

const HANDLE = /^[a-z0-9](?:[a-z0-9_]{1,28})[a-z0-9]$/

/** Lower case; 3 to 30 of Latin letters, digits and inner underscores. */
export const Handle = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (handle) => HANDLE.test(handle),
    says({ code: 'not_a_handle' }, '3 to 30 Latin letters, digits or inner underscores'),
  )

export const CreatorInput = z.object({
  handle: Handle.refine(
    (handle) => !isReservedHandle(handle),
    says({ code: 'reserved' }, 'This handle is reserved'),
  ),
  displayName: line(LIMITS.displayName),
  bio: text(LIMITS.bio).default(''),
  /** Handle or id of the creator whose invitation this was. */
  referredBy: z.union([Id, Handle]).optional(),
})
export type CreatorInput = z.infer<typeof CreatorInput>

/** Body of `PATCH /api/me/creator`. */
export const CreatorPatch = z.object({
  displayName: line(LIMITS.displayName).optional(),
  bio: text(LIMITS.bio).optional(),
  avatarId: Id.nullable().optional(),
  coverId: Id.nullable().optional(),
  version: Version.optional(),
})
export type CreatorPatch = z.infer<typeof CreatorPatch>

/** What `GET /api/creators` and the page of all creators are asked by. */
export const CreatorsQuery = PageQuery.extend({ query: text(LIMITS.creatorQuery).default('') })

/** Who wrote something: enough for a name and a face. `handle` is null for a fan. */
export const Author = z.object({
  id: Id,
  handle: z.string().nullable(),
  displayName: z.string(),
  avatarId: Id.nullable(),
})
export type Author = z.infer<typeof Author>

/** Public facts of a creator: the same for every reader. */
export const CreatorCard = z.object({
  id: Id,
  handle: z.string(),
  displayName: z.string(),
  bio: z.string(),
  avatarId: Id.nullable(),
  coverId: Id.nullable(),
  postsCount: z.int(),
  followersCount: z.int(),
  subscribersCount: z.int(),
  createdAt: Instant,
  /** When name, picture, words or cover were changed last. */
  updatedAt: Instant,
})
export type CreatorCard = z.infer<typeof CreatorCard>

export const SubscriptionStatus = z.enum(['active', 'expired', 'cancelled'])
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>

export const Subscription = z.object({
  creatorId: Id,
  tier: TierName,
  /** `cancelled`: no reminders any more; what is paid runs on until `currentPeriodEnd`. */
  status: SubscriptionStatus,
  currentPeriodEnd: Instant,
})
export type Subscription = z.infer<typeof Subscription>

/** Answer of `GET /api/creators/{handle}`. */
export const CreatorProfile = CreatorCard.extend({
  tiers: z.array(Tier),
  following: z.boolean(),
  subscription: Subscription.nullable(),
  position: z.string(),
})
export type CreatorProfile = z.infer<typeof CreatorProfile>

/** Item of `GET /api/subscriptions`. */
export const SubscriptionItem = Subscription.extend({
  creator: Author,
  /** The creator's own name for the tier. */
  tierName: z.string(),
  priceLamports: Lamports,
})
export type SubscriptionItem = z.infer<typeof SubscriptionItem>
