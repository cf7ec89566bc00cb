import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { viewerOf } from '@/lib/domain/context'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { offerRefund, submitRefund } from '@/lib/domain/money/refunds/payment'
import type { Confirmation, Ledger, SendResult } from '@/lib/ledger/port'
import { signTransaction } from '@/lib/ledger/transaction'
import type { Refund } from '@/lib/schema/refunds'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { onAnotherFork } from '@/tests/support/ledger/fork'
import { fund, open, refundsOf, sign } from '@/tests/support/money/purchases'

let app: TestApp
let creator: Creator
let buyer: Person
let refund: Refund
let bytes: Uint8Array
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
})
beforeEach(async () => {
  ;[buyer, creator] = await Promise.all([signIn(app), makeCreator(app)])
  await Promise.all([fund(buyer), fund(creator)])
  const post = await makePost(creator, { priceLamports: 50_000_000n })
  const purchase = await open(buyer, { kind: 'post', postId: post.id })
  await creator.api.delete(`/api/posts/${post.id}`)
  await app.app.ledger.send(sign(buyer, purchase))
  await buyer.api.get(`/api/purchases/${purchase.id}`)
  refund = await theRefund()
  bytes = signTransaction(Buffer.from(await offer(), 'base64'), creator.keypair)
})
afterAll(() => app.close())

const actor = () => viewerOf(creator.id)
const offer = async () => (await offerRefund(app.app, actor(), refund.id)).transaction

async function theRefund(): Promise<Refund> {
  const [only, ...others] = await refundsOf(creator)
  if (only === undefined || others.length > 0) throw new Error('one refund was to be owed')
  return only
}

/** Submits through a network that says so, and to which nothing gets through. */
function submitTo(answers: { send?: SendResult; confirm?: Confirmation }): Promise<Refund> {
  const ledger: Ledger = {
    ...onAnotherFork(app.app.ledger, new Set()),
    send: async () => answers.send ?? { outcome: 'accepted', signature: 'as the network calls it' },
    confirm: async () => answers.confirm ?? { outcome: 'pending' },
  }
  const context: PurchaseContext = { ...app.app, ledger }
  return submitRefund(context, actor(), refund.id, bytes)
}

describe('what the creator has signed', () => {
  it('is under way while the network does not answer, or has not decided', async () => {
    const unavailable = { outcome: 'unavailable', detail: 'no answer' } as const
    expect(await submitTo({ send: unavailable })).toMatchObject({ status: 'owed', submitted: true })
    expect(await submitTo({})).toMatchObject({ status: 'owed', submitted: true })
    // Whoever asks for another one has it sent again, and the network answers by now.
    await expect(offer()).rejects.toMatchObject({ code: 'refund_closed' })
    expect(await theRefund()).toMatchObject({ status: 'paid' })
  })

  it('that failed on the network is refused with its reason, and another one can be asked for', async () => {
    const error = { code: 'insufficient_funds', detail: 'not enough for the fee' } as const
    await expect(submitTo({ confirm: { outcome: 'failed', slot: 1n, error } })).rejects.toMatchObject(error)
    expect(await theRefund()).toMatchObject({ status: 'owed', submitted: false, signature: null })
    expect(await offer()).not.toBe('')
  })

  it('that was refused for good makes room for another one, otherwise for the same', async () => {
    const offered = await offer()
    const refused = { outcome: 'refused', signature: null, detail: '' } as const
    const passing = submitTo({ send: { ...refused, code: 'insufficient_funds', final: false } })
    await expect(passing).rejects.toMatchObject({ code: 'insufficient_funds' })
    expect(await offer()).toBe(offered)
    const final = submitTo({ send: { ...refused, code: 'transaction_expired', final: true } })
    await expect(final).rejects.toMatchObject({ code: 'transaction_expired' })
    app.clock.advance(1_000)
    expect(await offer()).not.toBe(offered)
  })

  it('that expired while its sender waited is still looked for on the ledger', async () => {
    await expect(submitTo({ confirm: { outcome: 'expired' } })).rejects.toMatchObject({
      code: 'transaction_expired',
    })
    expect(await theRefund()).toMatchObject({ status: 'owed', submitted: true })
    await app.app.ledger.send(bytes)
    expect((await submitRefund(app.app, actor(), refund.id, bytes)).status).toBe('paid')
  })
})
