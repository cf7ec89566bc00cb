import * as z from 'zod'
import { Id, Instant, Lamports, line, PageQuery, text, Version } from './common'
import { says } from './field-issues'
import { Focus } from './focus'
import { LIMITS } from './limits'
import { isReservedHandle } from './reserved-handles'
import { Tier, TierName, TierOrder } from './tiers'

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

/** One that somebody may take. */
const FreeHandle = Handle.refine(
  (handle) => !isReservedHandle(handle),
  says({ code: 'reserved' }, 'This handle is reserved'),
)

export const CreatorInput = z.object({
  handle: FreeHandle,
  displayName: line(LIMITS.displayName),
  bio: text(LIMITS.bio).default(''),
  /** Handle or id of the creator whose invitation this was. */
  referredBy: z.union([Id, Handle]).optional(),
})
export type CreatorInput = z.infer<typeof CreatorInput>

/** An address of the web as a browser writes it: no password in it, and nothing but what is shown. */
const ProfileLink = z
  .string()
  .trim()
  .max(LIMITS.link, `Must be at most ${LIMITS.link} characters`)
  .transform((written) => webAddress(/^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`))
  .refine((href) => href !== null, {
    ...says({ code: 'not_a_link' }, 'Must be an address of the web'),
    // Two that are none are not the same one twice.
    abort: true,
  })
  .transform(String)

function webAddress(written: string): string | null {
  if (!URL.canParse(written)) return null
  const { protocol, hostname, username, password, href } = new URL(written)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  const isFit = hostname.includes('.') && href.length <= LIMITS.link * 2
  return isWeb && isFit && username === '' && password === '' ? href : null
}

/** Each once, in the order that they are shown in. */
const ProfileLinks = z
  .array(ProfileLink)
  .max(LIMITS.links)
  .refine((links) => new Set(links).size === links.length, says({ code: 'repeated' }, 'Each at most once'))

/** Body of `PATCH /api/me/creator`. */
export const CreatorPatch = z.object({
  /** Another one, once in 30 days. */
  handle: FreeHandle.optional(),
  displayName: line(LIMITS.displayName).optional(),
  bio: text(LIMITS.bio).optional(),
  links: ProfileLinks.optional(),
  avatarId: Id.nullable().optional(),
  coverId: Id.nullable().optional(),
  /** What of portrait and cover is seen where they are cut off; another picture begins in its middle. */
  avatarFocus: Focus.nullable().optional(),
  coverFocus: Focus.nullable().optional(),
  /** Words for new members, for members alone. */
  welcome: text(LIMITS.welcome).optional(),
  tierOrder: TierOrder.optional(),
  /** One of one's own that is listed. */
  pinnedPostId: Id.nullable().optional(),
  version: Version.optional(),
})
export type CreatorPatch = z.infer<typeof CreatorPatch>

/** Answer of `GET /api/me/creator`: what creators alone know of their page. */
export const OwnPage = z.object({
  handle: z.string(),
  /** Those they had before, which lead to this one and are kept for them; the latest first. */
  formerHandles: z.array(z.string()),
  /** From when on the handle can be changed; null: now. */
  handleChangeableAt: Instant.nullable(),
})
export type OwnPage = z.infer<typeof OwnPage>

/** What `GET /api/creators` and the page of all creators are asked by. */
export const CreatorsQuery = PageQuery.extend({ query: text(LIMITS.creatorQuery).default('') })

/** Who wrote something: enough for a name and a face. `handle` is null for a fan. */
export const Author = z.object({
  id: Id,
  handle: z.string().nullable(),
  displayName: z.string(),
  avatarId: Id.nullable(),
  /** Left out where it is the middle, as in what an older release has written. */
  avatarFocus: Focus.optional(),
})
export type Author = z.infer<typeof Author>

/** Public facts of a creator: the same for every reader. */
export const CreatorCard = z.object({
  id: Id,
  handle: z.string(),
  displayName: z.string(),
  bio: z.string(),
  /** Where else they are. What an older release has written lacks it. */
  links: z.array(z.string()).optional(),
  avatarId: Id.nullable(),
  avatarFocus: Focus.optional(),
  coverId: Id.nullable(),
  coverFocus: Focus.optional(),
  /** In which order memberships are shown. What an older release has written lacks it, as the next. */
  tierOrder: TierOrder.optional(),
  /** The post that stands first on the page. */
  pinnedPostId: Id.nullable().optional(),
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
  /** What new members are greeted with, for members and its author; null: none, or not for this reader. */
  welcome: z.string().nullable().optional(),
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

/** Answer of `GET /api/creators/{handle}/memberships`: of the listed posts of the last days, how many are open to whom. */
export const Memberships = z.object({
  days: z.int(),
  posts: z.int(),
  /** Without any membership. */
  openToAll: z.int(),
  opened: z.array(z.object({ tier: TierName, posts: z.int() })),
})
export type Memberships = z.infer<typeof Memberships>
