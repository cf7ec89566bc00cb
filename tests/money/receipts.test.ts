import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { viewerOf } from '@/lib/domain/context'
import { readReceipt } from '@/lib/domain/money/purchases/receipts'
import { AppError } from '@/lib/errors'
import { Receipt } from '@/lib/schema/receipts'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { cellsOf } from '@/tests/support/app/csv'
import { makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund, open } from '@/tests/support/money/purchases'
import { makeSoldWorld, type SoldWorld } from '@/tests/support/money/sold-world'

let app: TestApp
let world: SoldWorld
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeSoldWorld(app)
})
afterAll(() => app.close())

const receiptOf = ({ api }: Person, id: string) => api.get(`/api/purchases/${id}/receipt`)
const exported = ({ api }: Person, format?: string) =>
  api.get(`/api/purchases/export${format === undefined ? '' : `?format=${format}`}`)

describe('a receipt', () => {
  it('says what was bought, who got how much, and by which transaction', async () => {
    const buyer = await signIn(app)
    await fund(buyer)
    const purchase = await buy(buyer, { kind: 'post', postId: world.posts.dear.id })
    const receipt = (await receiptOf(buyer, purchase.id)).as(Receipt)
    expect(receipt).toMatchObject({
      ...purchase,
      about: { creator: { id: world.creator.id }, post: { title: 'A post', gone: false }, tierName: null },
      buyerWallet: buyer.wallet,
      network: 'embedded',
      refunds: [],
    })
    expect(receipt.splits.map(({ role, lamports }) => [role, lamports])).toEqual([
      ['creator', 36_000_000n],
      ['platform', 2_000_000n],
      ['referrer', 2_000_000n],
    ])
    const executed = await app.app.ledger.transaction(purchase.signature ?? '')
    expect(receipt.payments).toEqual([
      {
        signature: purchase.signature,
        explorerUrl: null,
        state: 'applied',
        amountLamports: 40_000_000n,
        feeLamports: executed?.feeLamports,
        executedAt: executed?.executedAt.toISOString(),
        finalizedAt: expect.any(String),
      },
    ])
  })

  it('shows what was paid twice, and what is owed back', async () => {
    const { owed } = world.refunds
    const receipt = (await receiptOf(world.fan, owed.purchaseId)).as(Receipt)
    expect(receipt.payments.map(({ state }) => state)).toEqual(['applied', 'surplus'])
    expect(receipt.refundOwed).toBe(true)
    expect(receipt.refunds).toMatchObject([
      { id: owed.id, status: 'owed', reason: 'paid_twice', role: 'buyer' },
    ])
  })

  it('shows what was paid back, by which transaction', async () => {
    const { paid } = world.refunds
    const receipt = (await receiptOf(world.unlucky, paid.purchaseId)).as(Receipt)
    expect(receipt).toMatchObject({
      status: 'failed',
      failure: 'paid_in_vain',
      about: { post: { gone: true } },
      refundOwed: false,
    })
    expect(receipt.payments.map(({ state }) => state)).toEqual(['surplus', 'refund'])
    expect(receipt.refunds).toMatchObject([{ status: 'paid', signature: receipt.payments[1]?.signature }])
  })

  it('of what is not paid yet has no payment', async () => {
    const buyer = await signIn(app)
    const { id } = await open(buyer, { kind: 'tip', creatorId: world.creator.id, amountLamports: 1_000_000n })
    expect((await receiptOf(buyer, id)).as(Receipt)).toMatchObject({ status: 'pending', payments: [] })
  })

  it('names no network while the node cannot be asked, whichever bundle the refusal comes from', async () => {
    const { purchaseId } = world.refunds.owed
    // A page and the API each have a class of their own, as Next evaluates a module once per bundle.
    vi.resetModules()
    const foreign = await import('@/lib/errors')
    expect(foreign.AppError).not.toBe(AppError)
    const context = {
      ...app.app,
      ledger: { network: () => Promise.reject(new foreign.AppError('unavailable')) },
    }
    const receipt = await readReceipt(context, viewerOf(world.fan.id), purchaseId)
    expect(receipt.network).toBeNull()
    expect(receipt.payments.map(({ state, explorerUrl }) => [state, explorerUrl])).toEqual([
      ['applied', null],
      ['surplus', null],
    ])
    const broken = { ...context, ledger: { network: () => Promise.reject(new Error('a fault')) } }
    await expect(readReceipt(broken, viewerOf(world.fan.id), purchaseId)).rejects.toThrow('a fault')
  })

  it('is for the buyer alone', async () => {
    const { purchaseId } = world.refunds.owed
    for (const other of [world.creator, world.unlucky])
      (await receiptOf(other, purchaseId)).problem('not_found')
    ;(await receiptOf(world.fan, 'nothing')).problem('not_found')
    const anonymous = await fetch(`${app.url}/api/purchases/${purchaseId}/receipt`)
    expect(anonymous.status).toBe(401)
  })
})

describe('the export of one’s purchases', () => {
  it('is a file of receipts, newest first, and nobody else’s', async () => {
    const reply = await exported(world.fan, 'json')
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('application/json')
    expect(reply.headers.get('cache-control')).toBe('private, no-store')
    const day = app.app.now().toISOString().slice(0, 10)
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="fonana-purchases-${day}.json"`,
    )
    const receipts = Receipt.array().parse(reply.json)
    expect(receipts).toHaveLength(9)
    expect(new Set(receipts.map(({ buyerWallet }) => buyerWallet))).toEqual(new Set([world.fan.wallet]))
    expect(receipts.map(({ id }) => id)).toEqual(
      receipts
        .map(({ id }) => id)
        .sort()
        .reverse(),
    )
    const [first] = receipts
    expect(first).toEqual((await receiptOf(world.fan, first?.id ?? '')).as(Receipt))
  })

  it('is CSV unless asked otherwise: a line per transaction, each as wide as the first', async () => {
    const reply = await exported(world.fan)
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('content-disposition')).toMatch(
      /^attachment; filename="fonana-purchases-.*\.csv"$/,
    )
    const [head = [], ...rows] = cellsOf(reply)
    expect(rows).toHaveLength(12)
    expect(rows.every((row) => row.length === head.length)).toBe(true)
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)])
    expect(column('payment').sort()).toEqual([
      ...Array(8).fill('applied'),
      ...['refund', 'refund', 'surplus', 'surplus'],
    ])
    expect(column('amount_sol')).toContain('0.010000039')
    expect(column('amount_lamports')).toContain('10000039')
    expect(column('kind').filter((kind) => kind === 'tip')).toHaveLength(2)
  })

  it('has its columns headed in the language of its reader, with the same below them', async () => {
    const [english = [], ...rows] = cellsOf(await exported(world.fan))
    await world.fan.api.patch('/api/me', { locale: 'ru' })
    const [russian = [], ...same] = cellsOf(await exported(world.fan))
    await world.fan.api.patch('/api/me', { locale: 'en' })
    expect(english).toContain('amount_lamports')
    expect(russian[english.indexOf('amount_lamports')]).toBe('Сумма, лампорты')
    expect(new Set(russian).size).toBe(english.length)
    expect(same).toEqual(rows)
  })

  it('makes no formula of what somebody else has written', async () => {
    const titles = ['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', 'a, "b"\'s']
    const author = await makeCreator(app)
    const buyer = await signIn(app)
    for (const title of titles) {
      const post = await makePost(author, { title, priceLamports: 1_000_000n })
      await open(buyer, { kind: 'post', postId: post.id })
    }
    const reply = await exported(buyer, 'csv')
    const [head = [], ...rows] = cellsOf(reply)
    const what = rows.map((row) => row[head.indexOf('what')])
    expect(what.reverse()).toEqual([...titles.slice(0, 4).map((title) => `'${title}`), titles[4]])
    expect(reply.text).not.toMatch(/(^|,|\n)"?[=+\-@]/)
  })

  it('is empty, but whole, for who has bought nothing', async () => {
    const nobody = await signIn(app)
    expect((await exported(nobody, 'json')).json).toEqual([])
    expect(cellsOf(await exported(nobody))).toHaveLength(1)
    ;(await exported(nobody, 'xml')).problem('validation_failed')
    expect((await fetch(`${app.url}/api/purchases/export`)).status).toBe(401)
  })

  it('goes on after a page', async () => {
    const buyer = await signIn(app)
    const tip = { kind: 'tip', creatorId: world.creator.id, amountLamports: 1_000_000n } as const
    for (let count = 0; count < 101; count += 1) await open(buyer, tip)
    expect((await exported(buyer, 'json')).json).toHaveLength(101)
  })
})
