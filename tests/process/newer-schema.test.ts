import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { purchases } from '@/lib/db/tables/purchases'
import { signTransaction } from '@/lib/ledger/transaction'
import { PurchaseReply } from '@/lib/schema/purchases'
import { RefundOffer, RefundReply } from '@/lib/schema/refunds'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { fund, open, refundsOf, sign, submit } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'

const PRICE = 50_000_000n
const NEWER_MIGRATION =
  "insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 99999999999999)"

let data: TestDatabase
let app: TestApp
let buyer: Person
let creator: Creator
beforeAll(async () => {
  data = await createTestDatabase()
  app = await startTestApp({ data })
  ;[buyer, creator] = [await signIn(app), await makeCreator(app)]
  await Promise.all([fund(buyer), fund(creator)])
})
beforeEach(() => becomeOurs())
afterAll(async () => {
  await app.close()
  await data.remove()
})

const run = (text: string) => app.app.db.transact(({ sql: tx }) => tx.execute(sql.raw(text)))

async function becomeNewer(): Promise<void> {
  await run(NEWER_MIGRATION)
  await expect.poll(() => app.app.db.schemaIsKnown(), { timeout: 5_000 }).toBe(false)
}

async function becomeOurs(): Promise<void> {
  await run("delete from drizzle.__drizzle_migrations where hash = 'newer'")
  await expect.poll(() => app.app.db.schemaIsKnown(), { timeout: 5_000 }).toBe(true)
}

async function openAndSign() {
  const post = await makePost(creator, { priceLamports: PRICE })
  const purchase = await open(buyer, { kind: 'post', postId: post.id })
  return { purchase, bytes: sign(buyer, purchase) }
}

it('a process whose database a newer one has migrated is not ready, and says so', async () => {
  const anonymous = new ApiClient(app.url)
  expect((await anonymous.get('/readyz')).json).toMatchObject({ status: 'ready', checks: { schema: true } })
  await run(NEWER_MIGRATION)
  await expect.poll(async () => (await anonymous.get('/readyz')).status, { timeout: 5_000 }).toBe(503)
  expect((await anonymous.get('/readyz')).json).toMatchObject({
    status: 'unavailable',
    checks: { serving: true, database: true, schema: false },
  })
})

it('it stores and sends no payment; the same one is taken by a process that knows the tables', async () => {
  const { purchase, bytes } = await openAndSign()
  await becomeNewer()
  const before = await app.app.ledger.balance(buyer.wallet)
  ;(await submit(buyer, purchase, bytes)).problem('unavailable')
  const [row] = await app.app.db.read.select().from(purchases).where(eq(purchases.id, purchase.id))
  expect(row).toMatchObject({
    status: 'pending',
    signature: null,
    signedTransaction: null,
    submittedAt: null,
  })
  expect(await app.app.ledger.balance(buyer.wallet)).toBe(before)

  await becomeOurs()
  const { purchase: paid } = (await submit(buyer, purchase, bytes)).as(PurchaseReply)
  expect(paid.status).toBe('confirmed')
})

it('nor does it relay what a creator pays back', async () => {
  const { purchase, bytes } = await openAndSign()
  await creator.api.delete(`/api/posts/${purchase.item.kind === 'post' ? purchase.item.postId : ''}`)
  await app.app.ledger.send(bytes)
  await settleAllPurchases(app.app)
  const [refund] = await refundsOf(creator)
  const path = `/api/refunds/${refund?.id}`
  const { transaction } = (await creator.api.post(`${path}/transaction`, undefined)).as(RefundOffer)
  const signed = signTransaction(Buffer.from(transaction, 'base64'), creator.keypair)
  const body = { transaction: Buffer.from(signed).toString('base64') }
  await becomeNewer()
  ;(await creator.api.post(`${path}/submit`, body)).problem('unavailable')
  expect((await refundsOf(creator))[0]).toMatchObject({ status: 'owed', signature: null })
  await becomeOurs()
  expect((await creator.api.post(`${path}/submit`, body)).as(RefundReply).refund.status).toBe('paid')
})

it('nor does its settlement relay what was stored before', async () => {
  const { purchase, bytes } = await openAndSign()
  await app.app.db.transact(({ sql: tx }) =>
    tx
      .update(purchases)
      .set({ signedTransaction: bytes, submittedAt: app.clock.now() })
      .where(eq(purchases.id, purchase.id)),
  )
  await becomeNewer()
  const before = await app.app.ledger.balance(buyer.wallet)
  await settleAllPurchases(app.app)
  expect(await app.app.ledger.balance(buyer.wallet)).toBe(before)
  await becomeOurs()
  await settleAllPurchases(app.app)
  expect(await app.app.ledger.balance(buyer.wallet)).toBeLessThan(before)
})
