import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Post } from '@/lib/schema/posts'
import { Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { MINUTE, SECOND } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { mistakesOf } from '@/tests/support/money/book'
import { fund, open, pay, sign, submit } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'

/** Not a round number: the shares have to be rounded. */
const PRICE = 12_345_679n

let app: TestApp
let creator: Creator
let buyer: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  creator = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  buyer = await signIn(app)
  await fund(buyer)
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const postItem = ({ id }: Post) => ({ kind: 'post', postId: id }) as const
const newPost = () => makePost(creator, { priceLamports: PRICE })
const look = async (post: Post, { api }: Person = buyer) => (await api.get(`/api/posts/${post.id}`)).as(Post)
const statusOf = async ({ id }: Purchase) =>
  (await buyer.api.get(`/api/purchases/${id}`)).as(PurchaseReply).purchase.status

describe('after ten minutes', () => {
  it('it has expired: it cannot be submitted any more, and is bought anew at the price of the day', async () => {
    const post = await newPost()
    const purchase = await open(buyer, postItem(post))
    await creator.api.patch(`/api/posts/${post.id}`, { priceLamports: 2n * PRICE })
    app.clock.advance(10 * MINUTE - 5 * SECOND)
    expect(await statusOf(purchase)).toBe('pending')
    app.clock.advance(6 * SECOND)
    ;(await submit(buyer, purchase, sign(buyer, purchase))).problem('purchase_closed')
    await settleAllPurchases(app.app)
    expect(await statusOf(purchase)).toBe('expired')
    ;(await submit(buyer, purchase, sign(buyer, purchase))).problem('purchase_closed')
    ;(await buyer.api.delete(`/api/purchases/${purchase.id}`)).problem('purchase_closed')
    expect((await look(post)).unlocked).toBe(false)
    expect((await open(buyer, postItem(post))).amountLamports).toBe(2n * PRICE)
  })

  it('it stands in nobody’s way: another one is opened at once', async () => {
    const post = await newPost()
    const purchase = await open(buyer, postItem(post))
    app.clock.advance(10 * MINUTE)
    expect((await open(buyer, postItem(post))).id).not.toBe(purchase.id)
    expect(await statusOf(purchase)).toBe('expired')
  })

  it('until then another try is told of it, with a transaction that can still land', async () => {
    const post = await newPost()
    const purchase = await open(buyer, postItem(post))
    app.clock.advance(2 * MINUTE)
    const again = await buyer.api.post('/api/purchases', { item: postItem(post) })
    const told = Purchase.parse(again.problem('already_pending').purchase)
    expect(told).toMatchObject({ id: purchase.id, status: 'pending' })
    expect((await pay(buyer, told)).status).toBe('confirmed')
  })

  it('its transaction can be signed anew as long as it has not expired', async () => {
    const purchase = await open(buyer, postItem(await newPost()))
    const old = sign(buyer, purchase)
    app.clock.advance(2 * MINUTE)
    ;(await submit(buyer, purchase, old)).problem('transaction_expired')
    const fresh = (await buyer.api.get(`/api/purchases/${purchase.id}`)).as(PurchaseReply).purchase
    expect(fresh).toMatchObject({ id: purchase.id, status: 'pending', reference: purchase.reference })
    expect(fresh.transaction).not.toBe(purchase.transaction)
    expect((await pay(buyer, fresh)).status).toBe('confirmed')
  })
})
