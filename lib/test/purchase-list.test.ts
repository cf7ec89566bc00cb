import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { SubscriptionItem } from '@/lib/schema/creators'
import { ListedPurchase } from '@/lib/schema/purchases'
import { LONG_TOKENS } from './access-world'
import { type Creator, makeCreator, makePost, type Person, signIn } from './people'
import { buy, fund, open } from './purchases'
import { startTestApp, type TestApp } from './start-app'

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

it('says what each purchase was for, in the names of now, also when its post is gone', async () => {
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
    ['post', 'confirmed', { title: 'Taken down', gone: true }, null],
    ['post', 'confirmed', { title: 'After', gone: false }, null],
  ])
  for (const { about } of items)
    expect(about.creator).toMatchObject({ id: creator.id, handle: creator.handle })
  const subscriptions = (await buyer.api.get('/api/subscriptions')).as(pageOf(SubscriptionItem)).items
  expect(subscriptions.map(({ tierName }) => tierName)).toEqual(['Bench'])
})
