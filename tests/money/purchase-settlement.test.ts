import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { MINUTE } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { instructionsOf, memoOf, signed, transferOf } from '@/tests/support/ledger/payments'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { fund, open, pay, refundsOf, sign, submit } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let buyer: Person
let post: Post
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  creator = await makeCreator(app)
})
beforeEach(async () => {
  ;[buyer, post] = await Promise.all([signIn(app), makePost(creator, { priceLamports: PRICE })])
  await fund(buyer)
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const openPost = () => open(buyer, { kind: 'post', postId: post.id })
const isUnlocked = async () => (await buyer.api.get(`/api/posts/${post.id}`)).json.unlocked

async function read({ id }: Purchase): Promise<Purchase> {
  return (await buyer.api.get(`/api/purchases/${id}`)).as(PurchaseReply).purchase
}

const honest = ({ id, splits, reference }: Purchase) =>
  instructionsOf({ payer: buyer.wallet, splits, reference, memo: id })

/** Straight to the ledger, past the server, with a blockhash of now. */
async function sendDirectly(instructions: ReturnType<typeof honest>, by = buyer, preflight = true) {
  const bytes = signed(instructions, await app.app.ledger.latestBlockhash(), [by.keypair])
  return app.app.ledger.send(bytes, { preflight })
}

describe('a payment that reaches the ledger without the server', () => {
  it('unlocks by itself, in open tabs too', async () => {
    const socket = await connect(app, buyer, `user:${buyer.id}`)
    const purchase = await openPost()
    expect(await sendDirectly(honest(purchase))).toMatchObject({ outcome: 'accepted' })
    const event = await socket.next('post-purchased')
    expect(event.data).toEqual({ postId: post.id, purchaseId: purchase.id, priceLamports: PRICE })
    expect(await read(purchase)).toMatchObject({ status: 'confirmed', submitted: true })
    expect(await isUnlocked()).toBe(true)
    socket.close()
  })

  it('unlocks as soon as the purchase is looked at', async () => {
    const purchase = await openPost()
    await sendDirectly(honest(purchase))
    expect((await read(purchase)).status).toBe('confirmed')
  })

  it('is booked once, by whoever sees it first', async () => {
    const socket = await connect(app, buyer, `user:${buyer.id}`)
    const purchase = await openPost()
    await sendDirectly(honest(purchase))
    const lookers = Array.from({ length: 8 }, () => settleAllPurchases(app.app))
    await Promise.all([...lookers, read(purchase), submit(buyer, purchase, sign(buyer, purchase))])
    expect((await socket.events()).map((event) => event.type)).toEqual(['post-purchased'])
    expect((await bookOf(app, purchase.id)).buyer).toBe(-PRICE)
    socket.close()
  })

  it('unlocks after the purchase has expired, though it was long ago', async () => {
    const purchase = await openPost()
    app.clock.advance(11 * MINUTE)
    await settleAllPurchases(app.app)
    expect((await read(purchase)).status).toBe('expired')
    app.clock.advance(60 * MINUTE)
    await sendDirectly(honest(purchase))
    expect((await read(purchase)).status).toBe('confirmed')
    expect(await isUnlocked()).toBe(true)
  })

  it('is found without anybody looking while the purchase has expired not long ago', async () => {
    const purchase = await openPost()
    app.clock.advance(10 * MINUTE)
    await settleAllPurchases(app.app)
    const socket = await connect(app, buyer, `user:${buyer.id}`)
    await sendDirectly(honest(purchase))
    await socket.next('post-purchased')
    socket.close()
  })

  it('unlocks though the purchase was given up, and cannot be given up once it is there', async () => {
    const purchase = await openPost()
    await buyer.api.delete(`/api/purchases/${purchase.id}`)
    await sendDirectly(honest(purchase))
    expect((await read(purchase)).status).toBe('confirmed')

    const other = await open(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE })
    await sendDirectly(honest(other))
    ;(await buyer.api.delete(`/api/purchases/${other.id}`)).problem('already_submitted')
    expect((await read(other)).status).toBe('confirmed')
  })

  it('counts once when it is made twice: what came too much is no purchase, but owed back', async () => {
    const socket = await connect(app, buyer, `user:${buyer.id}`)
    const purchase = await openPost()
    await sendDirectly(honest(purchase))
    app.clock.advance(1_000)
    await sendDirectly(honest(purchase))
    expect((await app.app.ledger.search(purchase.reference)).signatures).toHaveLength(2)
    expect((await read(purchase)).status).toBe('confirmed')
    await settleAllPurchases(app.app)
    expect((await socket.events()).map((event) => event.type)).toEqual(['post-purchased', 'refund-updated'])
    expect(await refundsOf(buyer)).toMatchObject([
      { role: 'buyer', status: 'owed', reason: 'paid_twice', amountLamports: PRICE, purchaseId: purchase.id },
    ])
    expect(await bookOf(app, purchase.id)).toMatchObject({ buyer: -2n * PRICE, owed_to_buyer: PRICE })
    socket.close()
  })

  it('is found among the junk of strangers and failed tries under the same reference', async () => {
    const stranger = await signIn(app)
    await fund(stranger)
    const purchase = await openPost()
    const [first] = purchase.splits
    const junk = (lamports: bigint) => [
      transferOf(stranger.wallet, first?.wallet ?? '', lamports, purchase.reference),
      memoOf(purchase.id),
    ]
    await sendDirectly(junk(first?.lamports ?? 0n), stranger)
    await sendDirectly(honest({ ...purchase, splits: purchase.splits.slice(0, 1) }))
    const tooMuch = [...honest(purchase), transferOf(buyer.wallet, stranger.wallet, 10n ** 12n)]
    await sendDirectly(tooMuch, buyer, false)
    expect(await read(purchase)).toMatchObject({ status: 'pending', submitted: false })
    expect(await isUnlocked()).toBe(false)

    await sendDirectly(honest(purchase))
    await sendDirectly(junk(1_000_000n), stranger)
    app.clock.advance(1_000)
    await sendDirectly(tooMuch, buyer, false)
    const entries = (await app.app.ledger.search(purchase.reference)).signatures
    expect(entries.map(({ error }) => error !== null)).toEqual([true, false, false, true, false, false])
    expect((await read(purchase)).status).toBe('confirmed')
  })
})

describe('a payment for what can no longer be given', () => {
  it('of a post that was deleted is refused before it is sent', async () => {
    const purchase = await openPost()
    await creator.api.delete(`/api/posts/${post.id}`)
    const before = await app.app.ledger.balance(buyer.wallet)
    ;(await submit(buyer, purchase, sign(buyer, purchase))).problem('not_for_sale')
    expect(await app.app.ledger.balance(buyer.wallet)).toBe(before)
  })

  it('and was sent past the server is booked as paid in vain and owed back, and told to nobody as a sale', async () => {
    const socket = await connect(app, creator, `user:${creator.id}`)
    const purchase = await openPost()
    await creator.api.delete(`/api/posts/${post.id}`)
    await sendDirectly(honest(purchase))
    for (let time = 0; time < 2; time += 1) {
      expect(await read(purchase)).toMatchObject({
        status: 'failed',
        failure: 'paid_in_vain',
        signature: expect.any(String),
      })
    }
    expect(await bookOf(app, purchase.id)).toMatchObject({ buyer: -PRICE, owed_by_creator: -PRICE })
    expect((await socket.events()).map((event) => event.type)).toEqual(['refund-updated'])
    expect((await refundsOf(creator)).slice(0, 1)).toMatchObject([
      { role: 'creator', status: 'owed', reason: 'gone', amountLamports: PRICE, about: post.title },
    ])
    socket.close()
  })

  it('of a post that another purchase has unlocked meanwhile is booked the same way', async () => {
    const first = await openPost()
    app.clock.advance(11 * MINUTE)
    await settleAllPurchases(app.app)
    await pay(buyer, await openPost())
    await sendDirectly(honest(first))
    expect(await read(first)).toMatchObject({ status: 'failed', failure: 'paid_in_vain' })
    expect(await isUnlocked()).toBe(true)
  })
})
