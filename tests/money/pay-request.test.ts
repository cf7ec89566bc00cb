import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newKeypair } from '@/lib/ledger/keypair'
import { newReference } from '@/lib/ledger/payment-build'
import { signTransaction } from '@/lib/ledger/transaction'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { ApiClient } from '@/tests/support/app/api-client'
import { MINUTE } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { mistakesOf } from '@/tests/support/money/book'
import { fund, open, pay, sign, submit } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let buyer: Person
let post: Post
let purchase: Purchase
/** A wallet on a phone: it has scanned a code and is not signed in anywhere. */
let phone: ApiClient
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  creator = await makeCreator(app)
  phone = new ApiClient(app.url)
})
beforeEach(async () => {
  ;[buyer, post] = await Promise.all([
    signIn(app),
    makePost(creator, { priceLamports: PRICE, title: 'Dawn' }),
  ])
  await fund(buyer)
  purchase = await open(buyer, { kind: 'post', postId: post.id })
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const request = (account: unknown, reference = purchase.reference) =>
  phone.post(`/api/pay/${reference}`, { account })

const rpc = async (method: string, ...params: unknown[]) =>
  (await phone.post('/api/dev/rpc', { jsonrpc: '2.0', id: 1, method, params })).json

describe('a scanned code', () => {
  it('says who asks, before any wallet is named', async () => {
    const reply = await phone.get(`/api/pay/${purchase.reference}`)
    expect(reply.json).toEqual({ label: 'Fonana', icon: `${app.app.config.publicUrl.origin}/icon.svg` })
    expect(reply.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('gives the very transaction that the desktop has, and says no more than that does', async () => {
    const reply = await request(buyer.wallet)
    expect(reply.json).toEqual({
      transaction: purchase.transaction,
      message: `A post by \u2068The ${creator.handle}\u2069: 0.05 SOL`,
    })
    // The title is for who has signed in.
    expect(reply.text).not.toContain('Dawn')
    expect(reply.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('is paid by a wallet that sends by itself, and the desktop unlocks live', async () => {
    const desktop = await connect(app, buyer, `user:${buyer.id}`)
    const { transaction } = (await request(buyer.wallet)).json
    const bytes = signTransaction(Buffer.from(transaction, 'base64'), buyer.keypair)
    const sent = await rpc('sendTransaction', Buffer.from(bytes).toString('base64'), { encoding: 'base64' })
    const event = await desktop.next('post-purchased')
    expect(event.data).toMatchObject({ postId: post.id, purchaseId: purchase.id })
    desktop.close()
    expect((await buyer.api.get(`/api/posts/${post.id}`)).json.unlocked).toBe(true)
    const paid = (await buyer.api.get(`/api/purchases/${purchase.id}`)).as(PurchaseReply).purchase
    expect(paid).toMatchObject({ status: 'confirmed', signature: sent.result })
    expect((await rpc('getSignatureStatuses', [sent.result])).result.value).toMatchObject([
      { err: null, confirmationStatus: 'finalized' },
    ])
  })

  it('paid on the phone and on the desktop at the same time is paid once', async () => {
    const before = await app.app.ledger.balance(buyer.wallet)
    const { transaction } = (await request(buyer.wallet)).json
    const bytes = Buffer.from(signTransaction(Buffer.from(transaction, 'base64'), buyer.keypair))
    await Promise.all([
      rpc('sendTransaction', bytes.toString('base64'), { encoding: 'base64' }),
      submit(buyer, purchase, sign(buyer, purchase)),
    ])
    expect(before - (await app.app.ledger.balance(buyer.wallet))).toBe(PRICE + 5_000n)
  })

  it('is refused to any other wallet, and to what is none', async () => {
    const reply = await request(newKeypair().address)
    reply.problem('wrong_wallet')
    expect(reply.text).not.toContain(buyer.wallet)
    expect(reply.text).not.toContain(purchase.transaction)
    for (const account of [undefined, '', 'nobody', 7, creator.id])
      (await request(account)).fieldErrors('account')
  })

  it('that nobody has made is not found', async () => {
    for (const reference of [newReference(), purchase.id, 'x']) {
      ;(await request(buyer.wallet, reference)).problem('not_found')
    }
  })

  it('gives nothing more to sign once it is paid, given up, expired or under way', async () => {
    await pay(buyer, purchase)
    ;(await request(buyer.wallet)).problem('purchase_closed')

    const other = await open(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE })
    await buyer.api.delete(`/api/purchases/${other.id}`)
    ;(await request(buyer.wallet, other.reference)).problem('purchase_closed')

    const late = await open(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE })
    app.clock.advance(11 * MINUTE)
    ;(await request(buyer.wallet, late.reference)).problem('purchase_closed')
  })

  it('that is paid names nothing to strangers, who may have its reference from the chain', async () => {
    await pay(buyer, purchase)
    ;(await request(newKeypair().address)).problem('not_found')
  })

  it('of a post that has gone is not paid for', async () => {
    await creator.api.delete(`/api/posts/${post.id}`)
    ;(await request(buyer.wallet)).problem('not_for_sale')
  })

  it('may be asked for by wallets that are web pages of other sites', async () => {
    const preflight = await fetch(`${app.url}/api/pay/${purchase.reference}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://wallet.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type')
    const reply = await fetch(`${app.url}/api/pay/${purchase.reference}`, {
      method: 'POST',
      headers: { origin: 'https://wallet.example', 'content-type': 'application/json' },
      body: JSON.stringify({ account: buyer.wallet }),
    })
    expect(reply.status).toBe(200)
  })
})

describe('the node of the embedded ledger', () => {
  it('answers as a node does', async () => {
    expect((await rpc('getBalance', buyer.wallet)).result.value).toBe(10_000_000_000)
    expect((await rpc('getLatestBlockhash')).result.value).toMatchObject({ blockhash: expect.any(String) })
    expect((await rpc('getSignatureStatuses', ['x'])).result.value).toEqual([null])
    expect((await rpc('sendTransaction', 'AAAA', { encoding: 'base64' })).error).toMatchObject({
      code: -32002,
    })
  })

  it('is not there when the ledger is a real one', async () => {
    const { faucet } = app.app
    app.app.faucet = null
    ;(
      await phone.post('/api/dev/rpc', {
        jsonrpc: '2.0',
        id: 1,
        method: 'getBalance',
        params: [buyer.wallet],
      })
    ).problem('not_found')
    app.app.faucet = faucet
  })
})
