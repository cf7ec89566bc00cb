import type { z } from 'zod'
import { signTransaction } from '@/lib/ledger/transaction'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import { type Purchase, type PurchaseItem, PurchaseReply } from '@/lib/schema/purchases'
import { type Refund, RefundOffer, RefundPage, RefundReply } from '@/lib/schema/refunds'
import type { GoodwillInput } from '@/lib/schema/sales'
import type { Reply } from '@/tests/support/app/api-client'
import type { Person } from '@/tests/support/app/people'

/** Plenty for everything a test buys. */
const PLENTY = 10n * LAMPORTS_PER_SOL

/** SOL from nowhere, by the route that the demo wallet uses. */
export async function fund({ api, wallet }: Person, lamports = PLENTY): Promise<void> {
  const reply = await api.post('/api/dev/airdrop', { wallet, lamports })
  if (reply.status !== 200) throw new Error(reply.text)
}

export async function open(buyer: Person, item: PurchaseItem): Promise<Purchase> {
  return (await buyer.api.post('/api/purchases', { item })).as(PurchaseReply, 201).purchase
}

/** The offered transaction, signed by the buyer's wallet. */
export function sign({ keypair }: Person, { transaction }: Purchase): Uint8Array {
  if (transaction === null) throw new Error('the purchase offers no transaction')
  return signTransaction(Buffer.from(transaction, 'base64'), keypair)
}

export function submit(buyer: Person, { id }: Purchase, bytes: Uint8Array): Promise<Reply> {
  const transaction = Buffer.from(bytes).toString('base64')
  return buyer.api.post(`/api/purchases/${id}/submit`, { transaction })
}

/** Signs and submits what was opened; answers the confirmed purchase. */
export async function pay(buyer: Person, purchase: Purchase): Promise<Purchase> {
  const paid = (await submit(buyer, purchase, sign(buyer, purchase))).as(PurchaseReply).purchase
  if (paid.status !== 'confirmed') throw new Error(`the purchase is ${paid.status}`)
  return paid
}

export async function buy(buyer: Person, item: PurchaseItem): Promise<Purchase> {
  return pay(buyer, await open(buyer, item))
}

/** What is owed back to somebody or by somebody, newest first. */
export async function refundsOf(person: Person): Promise<Refund[]> {
  return (await person.api.get('/api/refunds')).as(RefundPage).items
}

/** What a creator gives back of a sale: offered, signed and sent. */
export async function giveBack(
  creator: Person,
  { id }: Pick<Purchase, 'id'>,
  terms: z.input<typeof GoodwillInput>,
): Promise<Refund> {
  const offer = (await creator.api.post(`/api/me/sales/${id}/refunds`, terms)).as(RefundOffer, 201)
  return (await submitRefund(creator, offer)).as(RefundReply).refund
}

/** What was offered, signed by the creator's wallet. */
export function submitRefund(creator: Person, { refund, transaction }: RefundOffer): Promise<Reply> {
  const bytes = signTransaction(Buffer.from(transaction, 'base64'), creator.keypair)
  const signed = Buffer.from(bytes).toString('base64')
  return creator.api.post(`/api/refunds/${refund.id}/submit`, { transaction: signed })
}
