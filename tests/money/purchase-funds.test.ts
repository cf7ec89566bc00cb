import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ACCOUNT_MIN_LAMPORTS } from '@/lib/ledger/port'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { mistakesOf } from '@/tests/support/money/book'
import { fund, open, sign, submit } from '@/tests/support/money/purchases'

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

describe('too little money', () => {
  it.each([0n, PRICE - 1n, PRICE + ACCOUNT_MIN_LAMPORTS])(
    'with %s lamports charges nothing, and can be tried again',
    async (lamports) => {
      buyer = await signIn(app)
      if (lamports > 0n) await fund(buyer, lamports)
      const purchase = await openPost()
      const bytes = sign(buyer, purchase)
      const refusal = await submit(buyer, purchase, bytes)
      expect(['insufficient_funds', 'transaction_failed']).toContain(refusal.json.code)
      expect(refusal.status).toBe(422)
      expect(await app.app.ledger.balance(buyer.wallet)).toBe(lamports)
      expect(await read(purchase)).toMatchObject({ status: 'pending', submitted: false, signature: null })
      expect(await isUnlocked()).toBe(false)

      await fund(buyer)
      expect((await submit(buyer, purchase, bytes)).json.purchase.status).toBe('confirmed')
      expect(await isUnlocked()).toBe(true)
    },
  )

  it('leaves the purchase to be given up', async () => {
    buyer = await signIn(app)
    const purchase = await openPost()
    ;(await submit(buyer, purchase, sign(buyer, purchase))).problem('insufficient_funds')
    const reply = await buyer.api.delete(`/api/purchases/${purchase.id}`)
    expect(reply.as(PurchaseReply).purchase.failure).toBe('given_up')
  })
})
