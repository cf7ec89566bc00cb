import { afterEach, beforeEach, expect, it } from 'vitest'
import { Post } from '@/lib/schema/posts'
import { PurchaseReply } from '@/lib/schema/purchases'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { mistakesOf } from '@/tests/support/money/book'
import { buy, fund, open, sign, submit } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

let data: TestDatabase
let app: TestApp
beforeEach(async () => {
  data = await createTestDatabase()
  app = await startTestApp({ data })
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
  await app.close()
  await data.remove()
})

/** The next process on the same data. */
async function restart(): Promise<void> {
  await app.close()
  app = await startTestApp({ data, clock: app.clock })
}

/** The same person, with the token they had. */
const back = (person: Person): Person => ({ ...person, api: new ApiClient(app.url, person.token) })

it('keeps users, sessions, posts, images, access and money over a restart', async () => {
  const creator = await makeCreator(app)
  const image = await addPicture(creator, 1)
  const post = await makePost(creator, { priceLamports: 5_000_000n, mediaIds: [image.id] })
  const buyer = await signIn(app)
  await fund(buyer)
  const paid = await buy(buyer, { kind: 'post', postId: post.id })
  const balance = await app.app.ledger.balance(buyer.wallet)
  const position = (await buyer.api.get(`/api/posts/${post.id}`)).as(Post).position
  const ended = await signIn(app)
  await ended.api.post('/api/auth/sign-out')

  await restart()
  const { api } = back(buyer)
  expect((await api.get(`/api/posts/${post.id}`)).as(Post).unlockedBy).toBe('purchase')
  expect((await api.get(`/api/media/${image.id}`)).status).toBe(200)
  expect((await api.get(`/api/purchases/${paid.id}`)).as(PurchaseReply).purchase).toEqual(paid)
  expect(await app.app.ledger.balance(buyer.wallet)).toBe(balance)
  ;(await back(ended).api.get('/api/me')).problem('invalid_token')

  await api.put(`/api/posts/${post.id}/like`)
  const socket = await connect(app, buyer)
  const { data: joined } = await socket.subscribe(`post:${post.id}`, position)
  expect(joined).toMatchObject({ recovered: true, replayed: 1 })
  socket.close()
})

it('books at the start what reached the ledger before the process ended', async () => {
  const creator = await makeCreator(app)
  const post = await makePost(creator, { priceLamports: 5_000_000n })
  const buyer = await signIn(app)
  await fund(buyer)
  const purchase = await open(buyer, { kind: 'post', postId: post.id })
  await app.app.ledger.send(sign(buyer, purchase))
  await restart()
  const socket = await connect(app, buyer)
  await socket.subscribe(`user:${buyer.id}`, '0.0')
  await socket.next('post-purchased')
  expect((await back(buyer).api.get(`/api/posts/${post.id}`)).json.unlocked).toBe(true)
  socket.close()
})

it('sends what was signed and stored again, when the network was away until the process ended', async () => {
  const creator = await makeCreator(app)
  const post = await makePost(creator, { priceLamports: 5_000_000n })
  const buyer = await signIn(app)
  await fund(buyer)
  const purchase = await open(buyer, { kind: 'post', postId: post.id })
  await app.app.ledger.close()
  const reply = await submit(buyer, purchase, sign(buyer, purchase))
  expect(reply.as(PurchaseReply, 202).purchase).toMatchObject({ status: 'pending', submitted: true })
  ;(await buyer.api.delete(`/api/purchases/${purchase.id}`)).problem('already_submitted')

  await restart()
  const socket = await connect(app, buyer)
  await socket.subscribe(`user:${buyer.id}`, '0.0')
  await socket.next('post-purchased')
  expect((await app.app.ledger.search(purchase.reference)).signatures).toHaveLength(1)
  socket.close()
})

it('is not ready and not serving while it goes down', async () => {
  const anonymous = new ApiClient(app.url)
  const { ledger, db } = app.app
  app.composition.goDown()
  const reply = await anonymous.get('/readyz')
  expect(reply.status).toBe(503)
  expect(reply.json).toMatchObject({ status: 'unavailable', checks: { serving: false, ledger: true } })
  await ledger.close()
  expect((await anonymous.get('/readyz')).json.checks).toMatchObject({ ledger: false, database: true })
  await db.ping()
})
