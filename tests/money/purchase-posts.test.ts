import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { pageOf } from '@/lib/schema/common'
import { Post } from '@/lib/schema/posts'
import { Purchase, PurchaseReply, Quote } from '@/lib/schema/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { MINUTE } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, SECRET, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { buy, fund, open, pay, sign, submit } from '@/tests/support/money/purchases'

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

describe('buying a post', () => {
  it('moves exactly the price: nine tenths to the creator, the rest to the platform, rounded for the creator', async () => {
    const post = await newPost()
    const quote = (await buyer.api.post('/api/quotes', { item: postItem(post) })).as(Quote)
    const shares = [
      { role: 'creator', wallet: creator.wallet, lamports: 11_111_112n },
      { role: 'platform', wallet: app.app.platformWallet, lamports: 1_234_567n },
    ]
    const terms = { priceLamports: PRICE, creditLamports: 0n, amountLamports: PRICE, splits: shares }
    expect(quote).toEqual({ ...terms, at: quote.at, periodEnd: null })

    const purchase = await open(buyer, postItem(post))
    expect(purchase).toMatchObject({ ...terms, status: 'pending', submitted: false, signature: null })
    expect(Date.parse(purchase.expiresAt) - app.clock.now().getTime()).toBeGreaterThan(9.9 * MINUTE)
    const wallets = [buyer.wallet, creator.wallet, app.app.platformWallet]
    const balances = () => Promise.all(wallets.map((wallet) => app.app.ledger.balance(wallet)))
    const before = await balances()
    expect(await look(post)).toMatchObject({ unlocked: false })

    const paid = await pay(buyer, purchase)
    expect(paid).toMatchObject({ status: 'confirmed', failure: null, transaction: null, submitted: true })
    const executed = await app.app.ledger.transaction(paid.signature ?? '')
    const changes = (await balances()).map((balance, index) => balance - (before[index] ?? 0n))
    expect(changes).toEqual([-PRICE - (executed?.feeLamports ?? 0n), 11_111_112n, 1_234_567n])
    expect(await bookOf(app, paid.id)).toEqual({
      buyer: -PRICE,
      creator: 11_111_112n,
      platform: 1_234_567n,
    })
    const unlocked = await look(post)
    expect(unlocked).toMatchObject({ unlocked: true, unlockedBy: 'purchase' })
    expect(unlocked.content?.body).toContain(SECRET)
    expect((await look(post, await signIn(app))).content).toBeUndefined()
  })

  it('is refused with a reason where there is nothing to buy', async () => {
    const bought = await newPost()
    await buy(buyer, postItem(bought))
    const cases: [string, object, 'already_unlocked' | 'not_for_sale' | 'not_found'][] = [
      ['bought already', postItem(bought), 'already_unlocked'],
      ['open to all', postItem(await makePost(creator)), 'already_unlocked'],
      ['for subscribers only', postItem(await makePost(creator, { minTier: 'vip' })), 'not_for_sale'],
      ['not there', { kind: 'post', postId: newId() }, 'not_found'],
      ['a tip to nobody', { kind: 'tip', creatorId: newId(), amountLamports: 5_000_000n }, 'not_found'],
      ['a tip to a fan', { kind: 'tip', creatorId: buyer.id, amountLamports: 5_000_000n }, 'not_for_sale'],
      ['a tier left off', { kind: 'subscription', creatorId: creator.id, tier: 'vip' }, 'not_for_sale'],
    ]
    for (const [what, item, code] of cases) {
      for (const path of ['/api/quotes', '/api/purchases']) {
        expect((await buyer.api.post(path, { item })).json, `${what} at ${path}`).toMatchObject({ code })
      }
    }
    const own = { kind: 'tip', creatorId: creator.id, amountLamports: 5_000_000n }
    ;(await creator.api.post('/api/purchases', { item: own })).problem('not_for_sale')
    ;(await creator.api.post('/api/purchases', { item: postItem(await newPost()) })).problem(
      'already_unlocked',
    )
  })

  it('holds the price from the opening, whatever the creator changes meanwhile', async () => {
    const post = await newPost()
    const purchase = await open(buyer, postItem(post))
    await creator.api.patch(`/api/posts/${post.id}`, { priceLamports: 900_000_000n })
    expect((await pay(buyer, purchase)).amountLamports).toBe(PRICE)
    expect((await look(post)).unlocked).toBe(true)
  })
})

describe('a pending purchase', () => {
  it('is the only one of its post: another try is told which one is open', async () => {
    const post = await newPost()
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => buyer.api.post('/api/purchases', { item: postItem(post) })),
    )
    const opened = replies.filter((reply) => reply.status === 201)
    expect(opened).toHaveLength(1)
    const { purchase } = opened[0]?.json ?? {}
    for (const reply of replies.filter((other) => other.status !== 201)) {
      expect(Purchase.parse(reply.problem('already_pending').purchase)).toEqual(purchase)
    }
    // Somebody else may buy it at the same time.
    expect((await open(await signIn(app), postItem(post))).id).not.toBe(purchase.id)
  })

  it('is in nobody’s way whom a tier has opened its post to since', async () => {
    const member = await signIn(app)
    await fund(member)
    const post = await makePost(creator, { priceLamports: PRICE, minTier: 'basic' })
    const key = { 'idempotency-key': 'before the tier' }
    const opened = await member.api.post('/api/purchases', { item: postItem(post) }, key)
    const { purchase } = opened.as(PurchaseReply, 201)
    await buy(member, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
    ;(await member.api.post('/api/purchases', { item: postItem(post) })).problem('already_unlocked')
    // Its own request is answered all the same.
    const again = await member.api.post('/api/purchases', { item: postItem(post) }, key)
    expect(again.as(PurchaseReply, 201).purchase).toMatchObject({ id: purchase.id, status: 'pending' })
  })

  it('is the same for the same Idempotency-Key, and no other request may use the key', async () => {
    const post = await newPost()
    const ask = (item: object, key = 'one key') =>
      buyer.api.post('/api/purchases', { item }, { 'idempotency-key': key })
    const replies = await Promise.all(Array.from({ length: 6 }, () => ask(postItem(post))))
    const ids = replies.map((reply) => reply.as(PurchaseReply, 201).purchase.id)
    expect(new Set(ids).size).toBe(1)
    ;(await ask(postItem(await newPost()))).problem('idempotency_key_reused')
    const tip = { kind: 'tip', creatorId: creator.id, amountLamports: 5_000_000n }
    ;(await ask(tip)).problem('idempotency_key_reused')
    ;(await ask(tip, 'k'.repeat(201))).problem('bad_request')
    // Two tips with one key are one, with two keys two.
    const tips = [await ask(tip, 'tip 1'), await ask(tip, 'tip 1'), await ask(tip, 'tip 2')]
    expect(new Set(tips.map((reply) => reply.json.purchase.id)).size).toBe(2)
    // The key belongs to its user.
    const other = await signIn(app)
    const theirs = await other.api.post('/api/purchases', { item: tip }, { 'idempotency-key': 'one key' })
    expect(theirs.status).toBe(201)

    const [id] = ids
    await pay(buyer, (await buyer.api.get(`/api/purchases/${id}`)).json.purchase)
    expect((await ask(postItem(post))).json.purchase).toMatchObject({ id, status: 'confirmed' })
  })

  it('answers its own request, also while another one of the same thing is pending', async () => {
    const post = await newPost()
    const ask = (key: string) =>
      buyer.api.post('/api/purchases', { item: postItem(post) }, { 'idempotency-key': key })
    const first = (await ask('the first')).as(PurchaseReply, 201).purchase
    await buyer.api.delete(`/api/purchases/${first.id}`)
    const second = (await ask('the second')).as(PurchaseReply, 201).purchase
    expect((await ask('the first')).as(PurchaseReply, 201).purchase).toMatchObject({
      id: first.id,
      status: 'failed',
    })
    expect((await ask('the second')).as(PurchaseReply, 201).purchase.id).toBe(second.id)
    expect((await ask('a third')).problem('already_pending').purchase).toMatchObject({ id: second.id })
  })

  it('is shown to its buyer only', async () => {
    const purchase = await open(buyer, postItem(await newPost()))
    for (const { api } of [creator, await signIn(app)]) {
      ;(await api.get(`/api/purchases/${purchase.id}`)).problem('not_found')
      ;(await api.delete(`/api/purchases/${purchase.id}`)).problem('not_found')
      expect((await api.get('/api/purchases')).json.items).toEqual([])
    }
    const list = (await buyer.api.get('/api/purchases?limit=1')).as(pageOf(Purchase))
    expect(list.items.map((item) => item.id)).toEqual([purchase.id])
    const next = (await buyer.api.get(`/api/purchases?limit=1&cursor=${list.nextCursor}`)).as(
      pageOf(Purchase),
    )
    expect(next.items[0]?.id).not.toBe(purchase.id)
  })

  it('can be given up before it was submitted, and then bought anew', async () => {
    const post = await newPost()
    const purchase = await open(buyer, postItem(post))
    for (let time = 0; time < 2; time += 1) {
      const { purchase: given } = (await buyer.api.delete(`/api/purchases/${purchase.id}`)).as(PurchaseReply)
      expect(given).toMatchObject({ status: 'failed', failure: 'given_up', transaction: null })
    }
    ;(await submit(buyer, purchase, sign(buyer, purchase))).problem('purchase_closed')
    await buy(buyer, postItem(post))
    const [paid] = (await buyer.api.get('/api/purchases?limit=1')).json.items
    ;(await buyer.api.delete(`/api/purchases/${paid.id}`)).problem('already_submitted')
  })
})
