import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { toApiError } from '@/lib/client/api/api-error'
import { payBack, type RefundServices, type RefundState } from '@/lib/client/paying/refund-payment'
import { signTransaction } from '@/lib/ledger/transaction'
import type { Purchase } from '@/lib/schema/purchases'
import { RefundOffer, RefundReply } from '@/lib/schema/refunds'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import type { Reply } from '@/tests/support/app/api-client'
import { MINUTE } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund, giveBack, refundsOf } from '@/tests/support/money/purchases'

const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let buyer: Person
let sale: Purchase
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
})
beforeEach(async () => {
  ;[buyer, creator] = await Promise.all([signIn(app), makeCreator(app)])
  const post = await makePost(creator, { priceLamports: PRICE })
  await Promise.all([fund(buyer), fund(creator)])
  sale = await buy(buyer, { kind: 'post', postId: post.id })
})
afterAll(() => app.close())

function answer(reply: Reply): Reply {
  if (reply.status >= 400) throw toApiError(reply.status, reply.json)
  return reply
}

/** The form of a creator who gives the whole sale back. `whileSigning`: what happens before their wallet answers. */
async function pay(whileSigning?: () => Promise<unknown>): Promise<{ isPaid: boolean; state?: RefundState }> {
  const states: RefundState[] = []
  const services: RefundServices = {
    offerRefund: async () =>
      answer(await creator.api.post(`/api/me/sales/${sale.id}/refunds`, { amountLamports: PRICE })).as(
        RefundOffer,
        201,
      ),
    submitRefund: async (id, transaction) =>
      answer(await creator.api.post(`/api/refunds/${id}/submit`, { transaction })).as(RefundReply).refund,
    findAccount: async () => ({ ok: true, wallet: {}, account: {} }) as never,
    async sign(_wallet, _account, transaction) {
      await whileSigning?.()
      return { ok: true, transaction: signTransaction(transaction, creator.keypair) }
    },
  }
  const isPaid = await payBack(services, (state) => states.push(state))
  return { isPaid, state: states.at(-1) }
}

it('a refund of goodwill is paid once its creator has signed it', async () => {
  expect(await pay()).toEqual({ isPaid: true, state: { status: 'idle' } })
  expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid', amountLamports: PRICE }])
})

it('one that has ended while it was being signed is said to be closed, and not to be paid', async () => {
  const closed = { isPaid: false, state: { status: 'problem', problem: { kind: 'closed' } } }
  const endTheOffer = async () => {
    app.clock.advance(2 * MINUTE)
    await giveBack(creator, sale, { amountLamports: PRICE / 2n })
  }
  expect(await pay(endTheOffer)).toEqual(closed)
  expect(await refundsOf(buyer)).toMatchObject([{ amountLamports: PRICE / 2n }])
})
