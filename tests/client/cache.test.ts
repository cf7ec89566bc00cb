import type { InfiniteData } from '@tanstack/react-query'
import * as fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { keys } from '@/lib/client/cache/query-keys'
import { creatorQuery, foundCreatorsQuery } from '@/lib/client/queries/creators'
import { purchasesQuery, refundsQuery, salesQuery, subscriptionsQuery } from '@/lib/client/queries/money'
import { activityQuery, earningsQuery, membersQuery } from '@/lib/client/queries/numbers'
import { ownSeriesOneQuery, ownSeriesQuery } from '@/lib/client/queries/own-series'
import { creatorPostsQuery, exploreQuery, feedQuery, postQuery } from '@/lib/client/queries/posts'
import {
  creatorSeriesQuery,
  postSeriesQuery,
  seriesPostsSource,
  seriesQuery,
} from '@/lib/client/queries/series'
import { meQuery, notificationsQuery } from '@/lib/client/queries/session'
import { revertPayment } from '@/lib/domain/money/payments/reversal'
import { signTransaction } from '@/lib/ledger/transaction'
import type { Page } from '@/lib/schema/common'
import type { PublicEventType } from '@/lib/schema/events'
import { isAfter } from '@/lib/schema/positions'
import type { Post } from '@/lib/schema/posts'
import { type PurchaseItem, PurchaseReply } from '@/lib/schema/purchases'
import { RefundOffer, RefundPage, RefundReply } from '@/lib/schema/refunds'
import type { TierName } from '@/lib/schema/tiers'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { sendFilm, smallMp3 } from '@/tests/support/app/films'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { Screen, screenFetch } from '@/tests/support/client/screen'
import { buy, fund, giveBack, open as openPurchase, pay, sign } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 20_000_000n
const TIERS = { basic: 10_000_000n, vip: 40_000_000n }

let app: TestApp
const screens: Screen[] = []

beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  vi.stubGlobal('fetch', screenFetch(app, fetch))
  return async () => {
    vi.unstubAllGlobals()
    await app.close()
  }
})
afterEach(() => {
  for (const screen of screens.splice(0)) screen.close()
})

interface World {
  author: Creator
  fan: Person
  other: Person
  /** Open to all; the fan may comment. */
  open: Post
  /** For sale, and in the tier. */
  locked: Post
  /** With both of them. */
  seriesId: string
}

async function makeWorld(): Promise<World> {
  const author = await makeCreator(app, { tiers: TIERS })
  const [fan, other] = [await signIn(app), await signIn(app)]
  for (const person of [fan, other, author]) await fund(person)
  await fan.api.put(`/api/creators/${author.handle}/follow`)
  const open = await makePost(author, { title: 'Open' })
  const locked = await makePost(author, { title: 'Locked', priceLamports: PRICE, minTier: 'basic' })
  const seriesId: string = (await author.api.post('/api/me/series', { title: 'Both' })).json.id
  for (const { id } of [open, locked]) await author.api.put(`/api/posts/${id}/series`, { seriesId })
  return { author, fan, other, open, locked, seriesId }
}

/** Everything that a person can have on their screens at once. */
async function lookAtEverything({ author, open, locked, seriesId }: World, person: Person): Promise<Screen> {
  const screen = new Screen(app, person)
  screens.push(screen)
  await screen.show(meQuery())
  await screen.show(
    notificationsQuery(),
    feedQuery('all'),
    feedQuery('following'),
    feedQuery('subscribed'),
    creatorQuery(author.handle),
    creatorPostsQuery(author.handle),
    exploreQuery('all', ''),
    foundCreatorsQuery(author.handle),
    postQuery(open.id),
    postQuery(locked.id),
    creatorSeriesQuery(author.handle),
    seriesQuery(seriesId),
    seriesPostsSource(seriesId).list,
    postSeriesQuery(open.id),
    postSeriesQuery(locked.id),
    subscriptionsQuery(),
    purchasesQuery(),
    refundsQuery(),
    ...(person === author
      ? [
          activityQuery('Europe/Berlin', 0),
          earningsQuery({ from: '2026-01-01', to: '2029-12-31', by: 'month', tz: 'Europe/Berlin' }),
          membersQuery('active', ''),
          membersQuery('ended', ''),
          salesQuery(),
          ownSeriesQuery(),
          ownSeriesOneQuery(seriesId),
        ]
      : []),
  )
  await screen.showConversation(open.id)
  await screen.showConversation(locked.id)
  return screen
}

/** Holds what the screen shows against what the server says now. */
async function expectFresh(screen: Screen): Promise<void> {
  await screen.settle()
  for (const { name, shown, fresh, isOutdated } of await screen.readAnew()) {
    expectNotAhead(name, shown, fresh)
    const [now, then] = [visible(shown), visible(fresh)]
    if (!isList(now) || !isList(then)) {
      expect(now, name).toEqual(then)
      continue
    }
    expect(factsOf(now), name).toEqual(factsOf(then))
    // Of a list that waits to be read, what is in it must be right; of one that goes on, what both have read.
    const items = itemsOf(now)
    const standsStill = name.startsWith('posts') && !name.startsWith('posts series')
    const expected = standsStill ? fromFirstOf(items, itemsOf(then)) : itemsOf(then)
    const length = now.pages.at(-1)?.nextCursor === null ? expected.length : items.length
    if (isOutdated) expect(expected.map(unnamed), name).toEqual(expect.arrayContaining(items.map(unnamed)))
    else expect(items.slice(0, expected.length), name).toEqual(expected.slice(0, length))
  }
}

type List = InfiniteData<Page<unknown>>

function isList(data: unknown): data is List {
  return data !== null && typeof data === 'object' && 'pages' in data
}

/** A list of posts begins where it began: what came above it waits until its reader asks. */
function fromFirstOf(shown: unknown[], fresh: unknown[]): unknown[] {
  const [first] = shown as Post[]
  return first === undefined ? fresh : (fresh as Post[]).filter(({ id }) => id <= first.id)
}

const itemsOf = ({ pages }: List) => pages.flatMap((page) => page.items)
const factsOf = ({ pages }: List) => pages.slice(0, 1).map(({ items: _, nextCursor: __, ...facts }) => facts)

/** How the things in a receipt are called now is read with the list. */
function unnamed(item: unknown): unknown {
  const { about: _, ...rest } = item as { about?: unknown }
  return rest
}

/** Places are not shown, and the event and the row have each their own instant of reading. */
function visible(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(visible)
  if (data === null || typeof data !== 'object') return data
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => {
      if (key === 'position' || key === 'positions' || key === 'pageParams') return []
      return [[key, key === 'readAt' ? value !== null : visible(value)]]
    }),
  )
}

/** A place later than the data would hide the events in between. */
function expectNotAhead(name: string, shown: unknown, fresh: unknown): void {
  const later = new Map(placesOf(fresh))
  for (const [id, position] of placesOf(shown)) {
    const limit = later.get(id)
    if (limit !== undefined) expect(isAfter(position, limit), `${name} at ${position}`).toBe(false)
  }
}

function placesOf(data: unknown): [id: string, position: string][] {
  if (data === null || typeof data !== 'object') return []
  const { id = '', position } = data as { id?: string; position?: string }
  const own: [string, string][] = typeof position === 'string' ? [[id, position]] : []
  return [...own, ...Object.values(data).flatMap(placesOf)]
}

const subscription = ({ author }: World, tier: TierName) =>
  ({ kind: 'subscription', creatorId: author.id, tier }) as const
const say = async (person: Person, post: Post, body: string, parentId?: string): Promise<string> =>
  (await person.api.post(`/api/posts/${post.id}/comments`, { body, ...(parentId && { parentId }) })).json.id

/** A part of a post's price, the rest of it, and a whole membership. */
async function givenBack(world: World): Promise<void> {
  const { fan, author, locked } = world
  await fund(author)
  const post = await buy(fan, { kind: 'post', postId: locked.id })
  const membership = await buy(fan, subscription(world, 'basic'))
  for (const amountLamports of [PRICE / 2n, PRICE - PRICE / 2n])
    await giveBack(author, post, { amountLamports })
  await giveBack(author, membership, { amountLamports: TIERS.basic })
}

/** Nobody's page is as it was where its creator has left: tests/accounts/leaving.test.ts and reactions.test.ts. */
type KeptPublicEvent = Exclude<PublicEventType, 'account_deleted' | 'creator_deleted'>

/** What makes each event happen. Total: the compiler asks for every event. */
const causes: { [T in KeptPublicEvent]: (world: World) => Promise<unknown> } = {
  post_liked: ({ fan, open }) => fan.api.put(`/api/posts/${open.id}/like`),
  async post_unliked({ fan, open }) {
    await fan.api.put(`/api/posts/${open.id}/like`)
    await fan.api.delete(`/api/posts/${open.id}/like`)
  },
  async comment_added({ fan, author, open, locked }) {
    const first = await say(fan, open, 'First')
    await say(author, open, 'An answer', first)
    await say(author, locked, 'Only for some')
  },
  async comment_deleted({ fan, author, open }) {
    const first = await say(fan, open, 'First')
    await say(author, open, 'An answer', first)
    await author.api.delete(`/api/comments/${first}`)
  },
  async media_updated({ author, open }) {
    const mediaIds = [await sendFilm(author, smallMp3())]
    await author.api.patch(`/api/posts/${open.id}`, { mediaIds })
  },
  post_created: ({ author }) => makePost(author, { title: 'New', minTier: 'vip' }),
  async post_updated({ author, open, locked }) {
    await author.api.patch(`/api/posts/${open.id}`, {
      title: 'Changed',
      minTier: 'basic',
      body: 'Other words',
    })
    await author.api.patch(`/api/posts/${locked.id}`, { minTier: null, priceLamports: null })
  },
  async post_deleted({ author, fan, open, locked }) {
    await fan.api.put(`/api/posts/${open.id}/like`)
    await author.api.delete(`/api/posts/${open.id}`)
    await buy(fan, { kind: 'post', postId: locked.id })
    await author.api.delete(`/api/posts/${locked.id}`)
  },
  async creator_updated({ author, open }) {
    await say(author, open, 'By the author')
    await author.api.patch('/api/me/creator', { displayName: 'Renamed', bio: 'Changed' })
    await (await signIn(app)).api.put(`/api/creators/${author.handle}/follow`)
  },
  async series_updated({ author, open, locked, seriesId }) {
    await author.api.put(`/api/me/series/${seriesId}/order`, { ids: [locked.id, open.id] })
    await author.api.patch(`/api/me/series/${seriesId}`, { title: 'Renamed' })
    const draft = (await author.api.post('/api/posts', { status: 'draft', title: 'Begun' })).json.id
    await author.api.put(`/api/posts/${draft}/series`, { seriesId })
    await author.api.put(`/api/posts/${open.id}/series`, { seriesId: null })
    await author.api.patch(`/api/posts/${draft}`, { status: 'published', body: 'Words' })
    await author.api.patch(`/api/posts/${locked.id}`, { title: 'Another title' })
  },
  async tier_updated(world) {
    await buy(world.fan, subscription(world, 'basic'))
    const tiers = [{ tier: 'basic', priceLamports: TIERS.basic + 1n, name: 'Renamed', benefits: ['More'] }]
    await world.author.api.put('/api/me/tiers', tiers)
  },
  async 'post-purchased'({ fan, author, locked }) {
    await say(author, locked, 'Only for some')
    await buy(fan, { kind: 'post', postId: locked.id })
  },
  'post-sold': ({ other, locked }) => buy(other, { kind: 'post', postId: locked.id }),
  async 'subscription-updated'(world) {
    await say(world.author, world.locked, 'Only for some')
    await buy(world.fan, subscription(world, 'basic'))
    await buy(world.fan, subscription(world, 'vip'))
    await world.fan.api.post(`/api/subscriptions/${world.author.id}/cancel`)
    const socket = await connect(app, world.fan, `user:${world.fan.id}`)
    app.clock.advance(31 * DAY)
    await socket.next('subscription-updated', ({ data }) => data.status === 'expired')
    socket.close()
  },
  'subscriber-updated': (world) => buy(world.other, subscription(world, 'vip')),
  async 'tip-received'({ author }) {
    const stranger = await signIn(app)
    await fund(stranger)
    await buy(stranger, { kind: 'tip', creatorId: author.id, amountLamports: PRICE })
  },
  async 'purchase-reverted'(world) {
    const { fan, locked } = world
    const bought = [
      await buy(fan, { kind: 'post', postId: locked.id }),
      await buy(fan, subscription(world, 'basic')),
    ]
    for (const { signature } of bought) await revertPayment(app.app, signature ?? '')
  },
  async 'refund-updated'(world) {
    const { fan, author, locked } = world
    await givenBack(world)
    const purchase = await openPurchase(fan, { kind: 'post', postId: locked.id })
    await author.api.delete(`/api/posts/${locked.id}`)
    await app.app.ledger.send(sign(fan, purchase))
    await fan.api.get(`/api/purchases/${purchase.id}`)
    const [owed] = (await author.api.get('/api/refunds')).as(RefundPage).items
    const offer = (await author.api.post(`/api/refunds/${owed?.id}/transaction`)).as(RefundOffer)
    const signed = signTransaction(Buffer.from(offer.transaction, 'base64'), author.keypair)
    const transaction = Buffer.from(signed).toString('base64')
    ;(await author.api.post(`/api/refunds/${owed?.id}/submit`, { transaction })).as(RefundReply)
  },
  async notification({ fan, other, author, open }) {
    await say(author, open, 'An answer', await say(fan, open, 'First'))
    await other.api.put(`/api/posts/${open.id}/like`)
  },
  async notification_read({ fan, other, author, open }) {
    for (const person of [fan, other]) await person.api.put(`/api/posts/${open.id}/like`)
    const { items } = (await author.api.get('/api/notifications')).json
    await author.api.post('/api/notifications/read', { ids: [items[0].id] })
  },
  async notifications_cleared({ fan, other, author, open }) {
    for (const person of [fan, other]) await person.api.put(`/api/posts/${open.id}/like`)
    await author.api.post('/api/notifications/read', { all: true })
  },
}

describe('old data and events are fresh data', () => {
  it.each(Object.keys(causes) as KeptPublicEvent[])('after %s', async (type) => {
    const world = await makeWorld()
    const { author, fan, other } = world
    const watchers = [
      await lookAtEverything(world, author),
      await lookAtEverything(world, fan),
      await lookAtEverything(world, other),
    ]
    await causes[type](world)
    await vi.waitFor(
      () => expect(watchers.some(({ events }) => events.some((event) => event.type === type))).toBe(true),
      { timeout: 5_000 },
    )
    for (const screen of watchers) await expectFresh(screen)
  })
})

/** What may happen, to the people of a world or to a page that is looked at. */
const STEPS = {
  'fan likes': ({ fan, open }) => fan.api.put(`/api/posts/${open.id}/like`),
  'fan unlikes': ({ fan, open }) => fan.api.delete(`/api/posts/${open.id}/like`),
  'other likes': ({ other, open }) => other.api.put(`/api/posts/${open.id}/like`),
  'other unlikes': ({ other, open }) => other.api.delete(`/api/posts/${open.id}/like`),
  'author likes the locked one': ({ author, locked }) => author.api.put(`/api/posts/${locked.id}/like`),
  'fan comments': ({ fan, open }) => say(fan, open, 'By the fan'),
  'fan comments the locked one': ({ fan, locked }) => say(fan, locked, 'By the fan'),
  'author comments the locked one': ({ author, locked }) => say(author, locked, 'By the author'),
  async 'author answers'({ author, open }) {
    const first = (await commentsOf(author, open)).at(0)
    await say(author, open, 'An answer', first)
  },
  async 'author deletes a comment'({ author, open }) {
    const last = (await commentsOf(author, open)).at(-1)
    if (last !== undefined) await author.api.delete(`/api/comments/${last}`)
  },
  'fan buys': ({ fan, locked }) => mayBuy(fan, { kind: 'post', postId: locked.id }),
  'other buys': ({ other, locked }) => mayBuy(other, { kind: 'post', postId: locked.id }),
  'fan subscribes': (world) => mayBuy(world.fan, subscription(world, 'basic')),
  'fan upgrades': (world) => mayBuy(world.fan, subscription(world, 'vip')),
  'other subscribes': (world) => mayBuy(world.other, subscription(world, 'vip')),
  'fan cancels': ({ fan, author }) => fan.api.post(`/api/subscriptions/${author.id}/cancel`),
  'other follows': ({ other, author }) => other.api.put(`/api/creators/${author.handle}/follow`),
  'other tips': ({ other, author }) =>
    mayBuy(other, { kind: 'tip', creatorId: author.id, amountLamports: PRICE }),
  'author publishes': ({ author }) => makePost(author, { title: 'New', minTier: 'basic' }),
  'author changes words': ({ author, open }) =>
    author.api.patch(`/api/posts/${open.id}`, { title: 'Changed', body: 'Other words' }),
  'author closes the open one': ({ author, open }) =>
    author.api.patch(`/api/posts/${open.id}`, { minTier: 'vip' }),
  'author opens it': ({ author, open }) => author.api.patch(`/api/posts/${open.id}`, { minTier: null }),
  'author takes both out of the lists': async ({ author, open, locked }) => {
    for (const { id } of [open, locked]) await author.api.patch(`/api/posts/${id}`, { listed: false })
  },
  'author lists both again': async ({ author, open, locked }) => {
    for (const { id } of [open, locked]) await author.api.patch(`/api/posts/${id}`, { listed: true })
  },
  'author deletes the locked one': ({ author, locked }) => author.api.delete(`/api/posts/${locked.id}`),
  'author is renamed': ({ author }) => author.api.patch('/api/me/creator', { displayName: 'Renamed' }),
  'author raises a price': ({ author }) =>
    author.api.put('/api/me/tiers', [{ tier: 'basic', priceLamports: TIERS.basic + 1n, name: 'Dearer' }]),
  'author reads one notification': async ({ author }) => {
    const { items } = (await author.api.get('/api/notifications')).json
    if (items.length > 0) await author.api.post('/api/notifications/read', { ids: [items.at(-1).id] })
  },
  'author reads all': ({ author }) => author.api.post('/api/notifications/read', { all: true }),
  'what is sent waits': (_, screen) => screen.holdTexts(),
  'what waited is sent': (_, screen) => screen.releaseTexts(),
  'answers are late': (_, screen) => screen.holdAnswers(),
  'late answers come': (_, screen) => screen.releaseAnswers(),
  'everything is looked at anew': (_, screen) =>
    screen.reread(keys.posts, keys.me, keys.creators, keys.notifications),
  'the connection breaks': (_, screen) => screen.cut(),
  'events come again': (_, screen) => screen.repeat(),
} satisfies Record<string, (world: World, screen: Screen) => unknown>
type Step = keyof typeof STEPS

/** What is refused, as for a post that is gone, changes nothing. */
async function mayBuy(buyer: Person, item: PurchaseItem): Promise<void> {
  const opened = await buyer.api.post('/api/purchases', { item })
  if (opened.status === 201) await pay(buyer, opened.as(PurchaseReply, 201).purchase)
}

async function commentsOf(reader: Person, post: Post): Promise<string[]> {
  const reply = await reader.api.get(`/api/posts/${post.id}/comments`)
  return reply.json.items.map(({ id }: { id: string }) => id)
}

const RUNS = 10
const STEPS_MAX = 40
const step = fc.constantFrom(...(Object.keys(STEPS) as Step[]))

it('old data and events are fresh data, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: STEPS_MAX }),
      fc.boolean(),
      async (steps, asAuthor) => {
        const world = await makeWorld()
        const screen = await lookAtEverything(world, asAuthor ? world.author : world.fan)
        try {
          for (const name of steps) await STEPS[name](world, screen)
          await expectFresh(screen)
        } finally {
          screen.close()
          screens.splice(screens.indexOf(screen), 1)
        }
      },
    ),
    // A failure prints its seed and steps; `FAST_CHECK_SEED` runs it again.
    {
      numRuns: Number(process.env.FAST_CHECK_RUNS ?? RUNS),
      endOnFailure: true,
      ...(process.env.FAST_CHECK_SEED && { seed: Number(process.env.FAST_CHECK_SEED) }),
    },
  )
}, 120_000)
