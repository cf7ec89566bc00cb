import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply, Quote } from '@/lib/schema/purchases'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import type { TestApp } from '@/tests/support/app/start-app'
import { LEDGERS } from '@/tests/support/ledger/ledgers'
import { instructionsOf, memoOf } from '@/tests/support/ledger/payments'
import { executePast, honest, type Scene, signedNow } from '@/tests/support/money/attack-scene'
import { mistakesOf } from '@/tests/support/money/book'
import { open, pay, refundsOf, sign, submit } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 50_000_000n
const FEE = 5_000n

describe.each(LEDGERS)('on %s', (_name, start) => {
  let app: TestApp
  let stop: () => Promise<void>
  let creator: Creator
  let buyer: Person
  let thief: Person
  let post: Post
  let purchase: Purchase
  let scene: Scene
  beforeAll(async () => {
    const started = await start()
    ;({ app, stop } = started)
    creator = await makeCreator(app)
    ;[buyer, thief] = await Promise.all([signIn(app), signIn(app)])
    await Promise.all([buyer, thief].map(({ wallet }) => app.fund(wallet, 10n * LAMPORTS_PER_SOL)))
  })
  afterAll(async () => {
    await settleAllPurchases(app.app)
    expect(await mistakesOf(app)).toEqual([])
    await stop()
  })
  beforeEach(async () => {
    post = await makePost(creator, { priceLamports: PRICE })
    purchase = await open(buyer, { kind: 'post', postId: post.id })
    scene = { app, node: null, creator, buyer, thief, purchase }
  })

  const balance = () => app.app.ledger.balance(buyer.wallet)
  const isUnlocked = async ({ api }: Person) => (await api.get(`/api/posts/${post.id}`)).json.unlocked
  const tip = () => open(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE })
  const owedFor = async ({ id }: Purchase) =>
    (await refundsOf(buyer)).filter(({ purchaseId }) => purchaseId === id)
  const read = async ({ api }: Person, { id }: Purchase) =>
    (await api.get(`/api/purchases/${id}`)).as(PurchaseReply).purchase

  describe('a signed transaction', () => {
    it('is not submitted by anybody but its buyer', async () => {
      ;(await submit(thief, purchase, sign(buyer, purchase))).problem('not_found')
      ;(await submit(creator, purchase, sign(buyer, purchase))).problem('not_found')
      expect((await app.app.ledger.search(purchase.reference)).signatures).toEqual([])
    })

    it('that was stolen buys the thief nothing, and the buyer what it was signed for', async () => {
      const theirs = await open(thief, { kind: 'post', postId: post.id })
      const bytes = sign(buyer, purchase)
      ;(await submit(thief, theirs, bytes)).problem('transaction_mismatch')
      const before = await balance()
      expect(await executePast(scene, bytes)).not.toBeNull()
      expect(await read(thief, theirs)).toMatchObject({ status: 'pending', signature: null })
      ;(await submit(thief, theirs, bytes)).problem('transaction_mismatch')
      expect(await isUnlocked(thief)).toBe(false)
      expect((await read(buyer, purchase)).status).toBe('confirmed')
      expect(await isUnlocked(buyer)).toBe(true)
      expect(await balance()).toBe(before - PRICE - FEE)
    })

    it('sent again after it was confirmed is the same purchase, and charges nothing more', async () => {
      const bytes = sign(buyer, purchase)
      const first = (await submit(buyer, purchase, bytes)).as(PurchaseReply).purchase
      const before = await balance()
      expect((await submit(buyer, purchase, bytes)).as(PurchaseReply).purchase).toEqual(first)
      expect(await executePast(scene, bytes)).toBe(first.signature)
      expect(await balance()).toBe(before)
      expect((await app.app.ledger.search(purchase.reference)).signatures).toHaveLength(1)
    })

    it('submitted twenty times at once is one debit, one confirmation, one event of each kind, one notification', async () => {
      const sockets = [
        await connect(app, buyer, `user:${buyer.id}`),
        await connect(app, creator, `user:${creator.id}`, 'notifications'),
      ]
      const unread = (await creator.api.get('/api/me')).json.unreadCount
      const before = await balance()
      const bytes = sign(buyer, purchase)
      const replies = await Promise.all(Array.from({ length: 20 }, () => submit(buyer, purchase, bytes)))
      const paid = replies.map((reply) => reply.as(PurchaseReply).purchase)
      expect(new Set(paid.map(({ status, signature }) => `${status} ${signature}`)).size).toBe(1)

      expect(await balance()).toBe(before - PRICE - FEE)
      const seen = await Promise.all(sockets.map((socket) => socket.events()))
      expect(seen.map((events) => events.map((event) => event.type))).toEqual([
        ['post-purchased'],
        ['post-sold', 'notification'],
      ])
      expect((await creator.api.get('/api/me')).json.unreadCount).toBe(unread + 1)
      for (const socket of sockets) socket.close()
    })

    it('pays for one purchase only: that of another is not taken, before and after it was confirmed', async () => {
      const [first, second] = [await tip(), await tip()]
      const bytes = sign(buyer, first)
      ;(await submit(buyer, second, bytes)).problem('transaction_mismatch')
      await pay(buyer, first)
      const before = await balance()
      ;(await submit(buyer, second, bytes)).problem('transaction_mismatch')
      await executePast(scene, bytes)
      expect(await balance()).toBe(before)
      expect((await read(buyer, second)).status).toBe('pending')
    })

    it('cannot settle two purchases by one pair of transfers', async () => {
      const twin = await makePost(creator, { priceLamports: PRICE })
      const other = await open(buyer, { kind: 'post', postId: twin.id })
      const shared = await signedNow(scene, [...honest(scene), memoOf(other.id)])
      ;(await submit(buyer, purchase, shared)).problem('transaction_mismatch')
      ;(await submit(buyer, other, shared)).problem('transaction_mismatch')
      // Neither when it reaches the ledger by another way.
      expect(await executePast(scene, shared)).not.toBeNull()
      for (const each of [purchase, other]) expect((await read(buyer, each)).status).toBe('pending')
      expect(await owedFor(purchase)).toMatchObject([{ reason: 'not_as_offered', amountLamports: PRICE }])
      expect(await owedFor(other)).toEqual([])
    })
  })

  describe('a price that changed between the quote and the payment', () => {
    const item = () => ({ kind: 'post', postId: post.id }) as const
    const raise = async () => {
      const priceLamports = PRICE + 10_000_000n
      expect((await creator.api.patch(`/api/posts/${post.id}`, { priceLamports })).status).toBe(200)
      return priceLamports
    }

    it('is told before anything is signed', async () => {
      const { amountLamports, at } = (await thief.api.post('/api/quotes', { item: item() })).as(Quote)
      const raised = await raise()
      const stale = { item: item(), quoted: { amountLamports, at } }
      const { quote: now } = (await thief.api.post('/api/purchases', stale)).problem('price_changed')
      expect(now.amountLamports).toBe(raised)
    })

    it('holds as it was for a purchase that is open already', async () => {
      await raise()
      const before = await balance()
      expect((await pay(buyer, purchase)).amountLamports).toBe(PRICE)
      expect(await balance()).toBe(before - PRICE - FEE)
    })

    it('is not underpaid: the old price for a new purchase is refused, and completes nothing past the server', async () => {
      await raise()
      const theirs = await open(thief, item())
      const cheap = instructionsOf({
        payer: thief.wallet,
        splits: purchase.splits,
        reference: theirs.reference,
        memo: theirs.id,
      })
      const bytes = await signedNow(scene, cheap, [thief.keypair])
      ;(await submit(thief, theirs, bytes)).problem('transaction_mismatch')
      expect(await executePast(scene, bytes)).not.toBeNull()
      expect((await read(thief, theirs)).status).toBe('pending')
      expect(await isUnlocked(thief)).toBe(false)
      expect((await pay(thief, theirs)).status).toBe('confirmed')
    })
  })

  describe('two devices that pay at once', () => {
    it('open the same purchase, and by the server pay it once', async () => {
      const reply = await buyer.api.post('/api/purchases', { item: { kind: 'post', postId: post.id } })
      expect(reply.problem('already_pending').purchase.id).toBe(purchase.id)
      const before = await balance()
      const renewed = await signedNow(scene, honest(scene))
      const answers = await Promise.all([
        submit(buyer, purchase, sign(buyer, purchase)),
        submit(buyer, purchase, renewed),
      ])
      const refused = answers.filter(({ status }) => status >= 400)
      expect(refused.length).toBeLessThanOrEqual(1)
      for (const answer of refused) answer.problem('already_submitted')
      expect((await read(buyer, purchase)).status).toBe('confirmed')
      expect(await balance()).toBe(before - PRICE - FEE)
      expect(await owedFor(purchase)).toEqual([])
    })

    it('past the server pay it twice: once is owed back', async () => {
      const before = await balance()
      const first = sign(buyer, purchase)
      app.clock.advance(1_000)
      const second = await vi.waitFor(async () => {
        const bytes = await signedNow(scene, honest(scene))
        // Of the same block it would be the same transaction.
        expect(bytes).not.toEqual(first)
        return bytes
      }, 5_000)
      await Promise.all([executePast(scene, first), executePast(scene, second)])
      expect(await balance()).toBe(before - 2n * (PRICE + FEE))
      expect((await read(buyer, purchase)).status).toBe('confirmed')
      await settleAllPurchases(app.app)
      expect(await owedFor(purchase)).toMatchObject([
        { status: 'owed', reason: 'paid_twice', amountLamports: PRICE },
      ])
    })
  })

  it.each([
    ['without a transaction', {}],
    ['with an empty one', { transaction: '' }],
    ['with one that is no base64', { transaction: '§' }],
    ['with one that is too long', { transaction: 'A'.repeat(4004) }],
    ['with one that is no text', { transaction: 7 }],
  ])('a submit %s is invalid', async (_what, body) => {
    const reply = await buyer.api.post(`/api/purchases/${purchase.id}/submit`, body)
    expect(reply.fieldErrors('transaction').length).toBeGreaterThan(0)
  })
})
