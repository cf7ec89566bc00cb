import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { SubscriptionItem } from '@/lib/schema/creators'
import { ListedPurchase } from '@/lib/schema/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund, open } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'
import { payDirectly } from '@/tests/support/money/sold-world'

let app: TestApp
let creator: Creator
let buyer: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  creator = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  buyer = await signIn(app)
  await fund(buyer)
})
afterAll(() => app.close())

const list = async () => (await buyer.api.get('/api/purchases')).as(pageOf(ListedPurchase)).items

it('says what each purchase was for, in the names of now, also when its post is listed no more', async () => {
  const post = await makePost(creator, { priceLamports: 3_000_000n, title: 'Before' })
  const dropped = await makePost(creator, { priceLamports: 4_000_000n, title: 'Taken down' })
  await buy(buyer, { kind: 'post', postId: post.id })
  await buy(buyer, { kind: 'post', postId: dropped.id })
  await buy(buyer, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
  await open(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: 2_000_000n })
  await creator.api.patch(`/api/posts/${post.id}`, { title: 'After' })
  await creator.api.delete(`/api/posts/${dropped.id}`)
  const tier = { tier: 'basic', name: 'Bench', priceLamports: 6_000_000n, benefits: [], enabled: false }
  await creator.api.put('/api/me/tiers', [tier])

  const items = await list()
  const facts = items.map(({ item, status, about }) => [item.kind, status, about.post, about.tierName])
  expect(facts).toEqual([
    ['tip', 'pending', null, null],
    ['subscription', 'confirmed', null, 'Bench'],
    ['post', 'confirmed', { title: 'Taken down', gone: false }, null],
    ['post', 'confirmed', { title: 'After', gone: false }, null],
  ])
  for (const { about } of items)
    expect(about.creator).toMatchObject({ id: creator.id, handle: creator.handle })
  const subscriptions = (await buyer.api.get('/api/subscriptions')).as(pageOf(SubscriptionItem)).items
  expect(subscriptions.map(({ tierName }) => tierName)).toEqual(['Bench'])
})

it('leaves out what was given up, unless it was paid all the same', async () => {
  const person = await signIn(app)
  await fund(person)
  const { id: postId } = await makePost(creator, { priceLamports: 3_000_000n })
  const giveUp = async () => {
    const purchase = await open(person, { kind: 'post', postId })
    await person.api.delete(`/api/purchases/${purchase.id}`)
    return purchase
  }
  await giveUp()
  const half = await giveUp()
  const kept = await buy(person, { kind: 'tip', creatorId: creator.id, amountLamports: 2_000_000n })
  const listed = async () =>
    (await person.api.get('/api/purchases')).as(pageOf(ListedPurchase)).items.map(({ id }) => id)
  expect(await listed()).toEqual([kept.id])
  const exported = (await person.api.get('/api/purchases/export?format=json')).json
  expect(exported.map(({ id }: ListedPurchase) => id)).toEqual([kept.id])

  // Not as it was offered: it is owed back, and the purchase stays as it is.
  const splits = half.splits.map((split) => ({ ...split, lamports: split.lamports / 2n }))
  await payDirectly(app, person, { ...half, splits })
  await settleAllPurchases(app.app)
  expect((await person.api.get(`/api/purchases/${half.id}`)).json.purchase.failure).toBe('given_up')
  expect(await listed()).toEqual([kept.id, half.id])
})

it('says what is in the wallet of who asks, and of nobody else', async () => {
  const person = await signIn(app)
  expect((await person.api.get('/api/me/balance')).json).toEqual({ balanceLamports: 0n })
  await fund(person, 7_000_000n)
  expect((await person.api.get('/api/me/balance')).json).toEqual({ balanceLamports: 7_000_000n })
  ;(await new ApiClient(app.url).get('/api/me/balance')).problem('unauthorized')
})

it('calls a tier by its creator’s own name on every post, in notifications and in the studio', async () => {
  const star = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  const { id } = await makePost(star, { minTier: 'basic' })
  await makePost(star, { title: 'Open' })
  const tier = { tier: 'basic', name: 'Bench', priceLamports: 6_000_000n, benefits: [], enabled: true }
  await star.api.put('/api/me/tiers', [tier])
  await buy(buyer, { kind: 'subscription', creatorId: star.id, tier: 'basic' })
  const { items } = (await buyer.api.get(`/api/creators/${star.handle}/posts`)).json
  expect(items.map((post: { tierName: string | null }) => post.tierName)).toEqual([null, 'Bench'])
  expect((await buyer.api.get(`/api/posts/${id}`)).json.tierName).toBe('Bench')
  expect((await star.api.get('/api/notifications')).json.items[0].title).toMatch(
    / subscribed to \u2068Bench\u2069$/u,
  )
  expect((await star.api.get('/api/me/activity')).json.items[0].tierName).toBe('Bench')
})
