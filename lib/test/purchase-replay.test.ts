import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { mistakesOf } from './book'
import { type Creator, makeCreator, makePost, type Person, signIn } from './people'
import { fund, open, sign, submit } from './purchases'
import { connect } from './socket-client'
import { startTestApp, type TestApp } from './start-app'

const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let buyer: Person
let thief: Person
let post: Post
let purchase: Purchase
beforeAll(async () => {
  app = await startTestApp()
  creator = await makeCreator(app)
  ;[buyer, thief] = await Promise.all([signIn(app), signIn(app)])
  await Promise.all([fund(buyer), fund(thief)])
})
afterAll(async () => {
  expect(await mistakesOf(app)).toEqual([])
  await app.close()
})
beforeEach(async () => {
  post = await makePost(creator, { priceLamports: PRICE })
  purchase = await open(buyer, { kind: 'post', postId: post.id })
})

it('is not submitted by anybody but its buyer', async () => {
  ;(await submit(thief, purchase, sign(buyer, purchase))).problem('not_found')
  ;(await submit(creator, purchase, sign(buyer, purchase))).problem('not_found')
  expect(await app.app.ledger.signaturesFor(purchase.reference)).toEqual([])
})

it('sent again after it was confirmed is the same purchase, and charges nothing more', async () => {
  const bytes = sign(buyer, purchase)
  const first = (await submit(buyer, purchase, bytes)).as(PurchaseReply).purchase
  const balance = await app.app.ledger.balance(buyer.wallet)
  expect((await submit(buyer, purchase, bytes)).as(PurchaseReply).purchase).toEqual(first)
  expect(await app.app.ledger.balance(buyer.wallet)).toBe(balance)
  expect(await app.app.ledger.signaturesFor(purchase.reference)).toHaveLength(1)
})

it('submitted twenty times at once is one debit, one confirmation, one event of each kind, one notification', async () => {
  const sockets = [
    await connect(app, buyer, `user:${buyer.id}`),
    await connect(app, creator, `user:${creator.id}`, 'notifications'),
  ]
  const unread = (await creator.api.get('/api/me')).json.unreadCount
  const before = await app.app.ledger.balance(buyer.wallet)
  const bytes = sign(buyer, purchase)
  const replies = await Promise.all(Array.from({ length: 20 }, () => submit(buyer, purchase, bytes)))
  const paid = replies.map((reply) => reply.as(PurchaseReply).purchase)
  expect(new Set(paid.map(({ status, signature }) => `${status} ${signature}`)).size).toBe(1)

  const [executed] = await app.app.ledger.signaturesFor(purchase.reference)
  const { feeLamports = 0n } = (await app.app.ledger.transaction(executed?.signature ?? '')) ?? {}
  expect(await app.app.ledger.balance(buyer.wallet)).toBe(before - PRICE - feeLamports)
  const seen = await Promise.all(sockets.map((socket) => socket.events()))
  expect(seen.map((events) => events.map((event) => event.type))).toEqual([
    ['post-purchased'],
    ['post-sold', 'notification'],
  ])
  expect((await creator.api.get('/api/me')).json.unreadCount).toBe(unread + 1)
  for (const socket of sockets) socket.close()
})
