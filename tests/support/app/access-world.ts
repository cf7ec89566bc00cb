import type { Post } from '@/lib/schema/posts'
import { writtenPicture } from '@/lib/schema/text-pictures'
import type { TierName } from '@/lib/schema/tiers'
import { buy, fund } from '@/tests/support/money/purchases'
import { ApiClient } from './api-client'
import { DAY } from './clock'
import { addPicture } from './images'
import { type Creator, makeCreator, makePost, type Person, signIn } from './people'
import type { TestApp } from './start-app'

export const PRICE = 20_000_000n
export const TIER_PRICES = { basic: 10_000_000n, premium: 20_000_000n, vip: 40_000_000n }
/** Long enough that nobody's token ends while the clock is put forward. */
export const LONG_TOKENS = { TOKEN_TTL: String(400 * 24 * 60 * 60) }

/** Every kind of post by its two conditions. */
export const POST_KINDS = {
  open: {},
  basic: { minTier: 'basic' },
  premium: { minTier: 'premium' },
  vip: { minTier: 'vip' },
  priced: { priceLamports: PRICE },
  'basic or priced': { minTier: 'basic', priceLamports: PRICE },
  'vip or priced': { minTier: 'vip', priceLamports: PRICE },
} as const satisfies Record<string, { minTier?: TierName; priceLamports?: bigint }>
export type PostKind = keyof typeof POST_KINDS

export const VIEWER_KINDS = [
  'anonymous',
  'stranger',
  'follower',
  'basic subscriber',
  'premium subscriber',
  'vip subscriber',
  'former vip subscriber',
  'cancelled premium subscriber',
  'subscriber of another creator',
  'buyer',
  'author',
] as const
export type ViewerKind = (typeof VIEWER_KINDS)[number]

/** What unlocks which post for whom, written out; what is not here is locked. */
export const UNLOCKED_BY: Record<ViewerKind, Partial<Record<PostKind, string>>> = {
  anonymous: { open: 'open' },
  stranger: { open: 'open' },
  follower: { open: 'open' },
  'basic subscriber': { open: 'open', basic: 'tier', 'basic or priced': 'tier' },
  'premium subscriber': { open: 'open', basic: 'tier', premium: 'tier', 'basic or priced': 'tier' },
  'vip subscriber': {
    open: 'open',
    basic: 'tier',
    premium: 'tier',
    vip: 'tier',
    'basic or priced': 'tier',
    'vip or priced': 'tier',
  },
  'former vip subscriber': { open: 'open' },
  'cancelled premium subscriber': { open: 'open', basic: 'tier', premium: 'tier', 'basic or priced': 'tier' },
  'subscriber of another creator': { open: 'open' },
  buyer: { open: 'open', priced: 'purchase', 'basic or priced': 'purchase', 'vip or priced': 'purchase' },
  author: {
    open: 'author',
    basic: 'author',
    premium: 'author',
    vip: 'author',
    priced: 'author',
    'basic or priced': 'author',
    'vip or priced': 'author',
  },
}

export interface PostWithSecrets {
  post: Post
  /** Words of the body, in which the picture stands. */
  body: string
  /** Words of a comment. */
  comment: string
  mediaId: string
  /** What is said of the picture. */
  alt: string
  /** The bytes that only those who have it unlocked may get. */
  original: Buffer
}

export interface AccessWorld {
  author: Creator
  posts: Record<PostKind, PostWithSecrets>
  /** Everybody but the anonymous. */
  people: Record<Exclude<ViewerKind, 'anonymous'>, Person>
  apiOf(viewer: ViewerKind): ApiClient
}

/** One post of each kind, and one person of each kind before them. */
export async function makeAccessWorld(app: TestApp): Promise<AccessWorld> {
  const author = await makeCreator(app, { tiers: TIER_PRICES })
  const other = await makeCreator(app, { tiers: TIER_PRICES })
  const posts = {} as AccessWorld['posts']
  for (const [index, [kind, conditions]] of Object.entries(POST_KINDS).entries()) {
    posts[kind as PostKind] = await makeSecretPost(author, kind, index, conditions)
  }
  const person = async () => {
    const somebody = await signIn(app)
    await fund(somebody)
    return somebody
  }
  const subscriber = async (tier: TierName, creator = author) => {
    const somebody = await person()
    await buy(somebody, { kind: 'subscription', creatorId: creator.id, tier })
    return somebody
  }
  const former = await subscriber('vip')
  app.clock.advance(31 * DAY)

  const follower = await person()
  await follower.api.put(`/api/creators/${author.handle}/follow`)
  const cancelled = await subscriber('premium')
  await cancelled.api.post(`/api/subscriptions/${author.id}/cancel`)
  const buyer = await person()
  for (const [kind, { post }] of Object.entries(posts)) {
    if (kind.endsWith('priced')) await buy(buyer, { kind: 'post', postId: post.id })
  }
  const people: AccessWorld['people'] = {
    stranger: await person(),
    follower,
    'basic subscriber': await subscriber('basic'),
    'premium subscriber': await subscriber('premium'),
    'vip subscriber': await subscriber('vip'),
    'former vip subscriber': former,
    'cancelled premium subscriber': cancelled,
    'subscriber of another creator': await subscriber('vip', other),
    buyer,
    author,
  }
  const anonymous = new ApiClient(app.url)
  return {
    author,
    posts,
    people,
    apiOf: (viewer) => (viewer === 'anonymous' ? anonymous : people[viewer].api),
  }
}

async function makeSecretPost(
  author: Person,
  kind: string,
  seed: number,
  conditions: { minTier?: TierName; priceLamports?: bigint },
): Promise<PostWithSecrets> {
  const [body, comment, alt] = [`secret-body-${seed}`, `secret-comment-${seed}`, `secret-alt-${seed}`]
  const { id: mediaId } = await addPicture(author, seed)
  await author.api.patch(`/api/media/${mediaId}`, { alt })
  const post = await makePost(author, {
    title: `A ${kind} post`,
    // The picture stands in it.
    body: `${body}\n\n${writtenPicture(mediaId)}`,
    mediaIds: [mediaId],
    ...conditions,
  })
  await author.api.post(`/api/posts/${post.id}/comments`, { body: comment })
  const { bytes: original } = await author.api.get(`/api/media/${mediaId}`)
  return { post, body, comment, mediaId, alt, original }
}
