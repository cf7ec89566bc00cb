import * as z from 'zod'
import { Id, Instant, Lamports, line, text } from './common'
import { Tier, TierName } from './tiers'

/** Lower case; 3 to 30 of letters, digits and inner underscores. */
export const Handle = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9_]{1,28})[a-z0-9]$/, '3 to 30 letters, digits or inner underscores')

/** Words that would be mistaken for the product itself or for one of its addresses. */
const RESERVED_HANDLES = new Set([
  'admin',
  'api',
  'creators',
  'fonana',
  'help',
  'join',
  'library',
  'notifications',
  'posts',
  'receipts',
  'settings',
  'studio',
  'support',
])

export const CreatorInput = z.object({
  handle: Handle.refine((handle) => !RESERVED_HANDLES.has(handle), 'This handle is reserved'),
  displayName: line(60),
  bio: text(500).default(''),
  /** Handle or id of the creator whose invitation this was. */
  referredBy: z.union([Id, Handle]).optional(),
})
export type CreatorInput = z.infer<typeof CreatorInput>

/** Body of `PATCH /api/me/creator`. */
export const CreatorPatch = z.object({
  displayName: line(60).optional(),
  bio: text(500).optional(),
  avatarId: Id.nullable().optional(),
  coverId: Id.nullable().optional(),
})
export type CreatorPatch = z.infer<typeof CreatorPatch>

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
