import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLedger } from '@/lib/audit/check-ledger'
import { payments, refunds } from '@/lib/db/tables/payments'
import { purchases } from '@/lib/db/tables/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { MINUTE } from '@/tests/support/app/clock'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { onAnotherFork } from '@/tests/support/ledger/fork'
import { saying, type Tampering, tamperingWith } from '@/tests/support/ledger/tampering'
import { open } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'
import { makeSoldWorld, payDirectly, type SoldWorld } from '@/tests/support/money/sold-world'

let app: TestApp
let world: SoldWorld
let one: Tampering['one']
let faultsWith: Tampering['faultsWith']
/** The purchase that has the most of everything: paid twice, with a referrer's share kept back. */
let cheap: typeof purchases.$inferSelect
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeSoldWorld(app)
  ;({ one, faultsWith } = tamperingWith(app))
  cheap = await one(
    purchases,
    and(eq(purchases.postId, world.posts.cheap.id), eq(purchases.buyerId, world.fan.id)),
  )
})
afterAll(() => app.close())

describe('a payment', () => {
  const wrong = (change: Partial<typeof payments.$inferInsert>) =>
    faultsWith(payments, eq(payments.signature, cheap.signature ?? ''), change)

  it('is named when it is of another amount, cost another fee or stands in another slot', async () => {
    const named = `payment ${cheap.signature} `
    expect(await wrong({ amountLamports: 1n })).toEqual([saying(named, 'is of 1, not of ')])
    expect(await wrong({ feeLamports: 1n })).toEqual([saying(named, 'cost a fee of ')])
    expect(await wrong({ slot: 10n ** 12n })).toEqual([saying(named, 'is in slot ')])
  })

  it('agrees without the slot and the fee that the first release did not write down', async () => {
    expect(await wrong({ slot: 0n, feeLamports: 1n })).toEqual([])
    expect(await wrong({ slot: 0n, amountLamports: 1n })).toEqual([saying('is of 1, not of ')])
  })

  it('is named when the ledger does not have it', async () => {
    const ledger = onAnotherFork(app.app.ledger, new Set([cheap.signature ?? '']))
    const { faults } = await checkLedger({ ...app.app, ledger })
    expect(faults).toEqual([
      saying('purchase ', cheap.id, ': payment ', cheap.signature, ' is not on the ledger'),
    ])
  })

  it('is named when it is said to have vanished', async () => {
    const faults = await wrong({ state: 'vanished' })
    expect(faults).toContainEqual(saying('it is confirmed with 0 payments applied to it'))
    expect(faults).toContainEqual(saying('is vanished, but booked as sale'))
    expect(faults).toContainEqual(saying('is said to have vanished, but is on the ledger for good'))
    expect(faults).toContainEqual(saying(cheap.signature, ' has paid for it, but is not booked'))
  })

  it('is named when it gave nothing and is not owed back, or pays nothing back', async () => {
    const surplus = world.refunds.owed.paymentSignature
    expect(
      await faultsWith(refunds, eq(refunds.id, world.refunds.owed.id), { status: 'void' }),
    ).toContainEqual(saying('payment ', surplus, ' is surplus, but no refund is owed or paid for it'))
    const back = world.refunds.paid.signature ?? ''
    const faults = await faultsWith(refunds, eq(refunds.id, world.refunds.paid.id), { signature: null })
    expect(faults).toContainEqual(
      saying('payment ', back, ' pays a refund back, but there is none that it pays'),
    )
  })

  it('is named when it is on the ledger and nobody has booked it, once the server had time to', async () => {
    app.clock.freeze()
    const purchase = await open(world.unlucky, { kind: 'post', postId: world.posts.dear.id })
    await payDirectly(app, world.unlucky, purchase)
    expect((await checkLedger(app.app)).faults).toEqual([saying('purchase ', purchase.id, ': ')])
    expect((await checkLedger(app.app, { graceMs: MINUTE })).faults).toEqual([])
    await settleAllPurchases(app.app)
    expect((await checkLedger(app.app)).faults).toEqual([])
  })
})

describe('a refund', () => {
  const wrong = (id: string, change: Partial<typeof refunds.$inferInsert>) =>
    faultsWith(refunds, eq(refunds.id, id), change)

  it('is named when it is of another amount, or between others', async () => {
    const { id } = world.refunds.owed
    expect(await wrong(id, { amountLamports: 1n })).toContainEqual(saying(`refund ${id} is of 1, not of `))
    expect(await wrong(id, { buyerId: world.unlucky.id })).toContainEqual(
      saying(`refund ${id} is between others than the purchase`),
    )
  })

  it('is named when it is paid and said to be owed, or owed and said to be paid', async () => {
    const { paid, owed } = world.refunds
    const faults = await wrong(paid.id, { status: 'owed' })
    expect(faults).toContainEqual(
      saying(`refund ${paid.id} is owed, but its transaction ${paid.signature} is refund`),
    )
    expect(faults).toContainEqual(saying('the book: ', world.creator.wallet, ' owes '))
    expect(await wrong(owed.id, { status: 'paid' })).toContainEqual(
      saying(`refund ${owed.id} is paid, but its transaction null is not booked`),
    )
  })

  it('of goodwill is named when it is owed, is more than was paid, or ends what still counts', async () => {
    const { part, whole } = world.given
    expect(await wrong(part.id, { status: 'owed' })).toContainEqual(
      saying(`refund ${part.id} is owed, but for none`),
    )
    const dear = await one(purchases, eq(purchases.id, part.purchaseId))
    const tooMuch = dear.amountLamports + 1n
    expect(await wrong(part.id, { amountLamports: tooMuch })).toContainEqual(
      saying(`${tooMuch} was given back of it, of ${dear.amountLamports}`),
    )
    expect(await wrong(whole.id, { endsAccess: false })).toEqual([
      saying('purchase ', whole.purchaseId, ': it is refunded, but no final refund ends it'),
    ])
    const ofSale = (change: Partial<typeof purchases.$inferInsert>) =>
      faultsWith(purchases, eq(purchases.id, whole.purchaseId), change)
    expect(await ofSale({ status: 'confirmed' })).toEqual([
      saying('it is confirmed, but a final refund ends it'),
    ])
    expect(await ofSale({ refundedAt: null })).toEqual([saying('it is refunded, but not since when')])
    expect(await ofSale({ status: 'failed' })).toContainEqual(
      saying(`refund ${whole.id} is given of what is failed`),
    )
  })

  it('is named when it is for a payment that gave something', async () => {
    const { id } = world.refunds.owed
    expect(await wrong(id, { paymentSignature: cheap.signature ?? '' })).toContainEqual(
      saying(`refund ${id} is owed for payment ${cheap.signature}, which is applied`),
    )
  })
})
