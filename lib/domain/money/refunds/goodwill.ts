import { and, eq } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { payments, refunds } from '@/lib/db/tables/payments'
import { purchases } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import type { Viewer } from '@/lib/domain/context'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { lockPurchase } from '@/lib/domain/money/payments/payments'
import { maySeeSale } from '@/lib/domain/money/policy'
import { goodwillReference } from '@/lib/domain/money/purchases/references'
import { type PurchaseRow, wasSold } from '@/lib/domain/money/purchases/rows'
import { firstReconcileAt } from '@/lib/domain/money/transfers/reconcile'
import { settleTransfer } from '@/lib/domain/money/transfers/settle'
import { readParties } from '@/lib/domain/money/wallets'
import { type RequestKey, transactOnce } from '@/lib/domain/once'
import { AppError, inField } from '@/lib/errors'
import { buildPayment } from '@/lib/ledger/payment-build'
import { MIN_PRICE_LAMPORTS } from '@/lib/money'
import type { GoodwillReason } from '@/lib/schema/goodwill'
import type { AccessAfter, RefundOffer } from '@/lib/schema/refunds'
import type { GoodwillInput } from '@/lib/schema/sales'
import type { RefundRow } from './debts'
import { GOODWILL, readGiven } from './goodwill-settlement'
import { offerRefund } from './payment'

/**
 * The transaction by which a creator gives a sale back, or a part of it. Asked for again on the same terms it is the same
 * one, as long as that can land; on others there is none until then, as both might.
 *
 * Throws `not_found` for what is no sale of the caller's, `payment_not_final` while the network may still undo the
 * payment, `refund_pending`, `validation_failed` for more than is left, for a part under the smallest price, and where
 * what was bought is to end with less than all; and as `offerRefund` does.
 */
export async function offerGoodwill(
  context: PurchaseContext,
  creator: Viewer,
  purchaseId: string,
  input: GoodwillInput,
  request: RequestKey | null = null,
): Promise<RefundOffer> {
  const sale = await readOwnSale(context, creator, purchaseId)
  await settleOffered(context, purchaseId)
  const parties = await readParties(context.db.read, sale)
  const blockhash = await context.ledger.latestBlockhash()
  const id = newId()
  const refundId = await transactOnce(context, creator, request, async (tx) => {
    const purchase = await lockPurchase(tx, purchaseId)
    const paid = await readFinalPayment(tx, purchase)
    const left = purchase.amountLamports - (await readGiven(tx.sql, purchaseId))
    const terms = termsOf(input, purchase, left)
    const offered = await readOffered(tx, purchaseId)
    if (offered !== undefined) {
      if (!isOn(terms, offered)) throw new AppError('refund_pending')
      await tx.sql.update(refunds).set({ reason: terms.reason }).where(eq(refunds.id, offered.id))
      return offered.id
    }
    requireLeft(terms, purchase, left)
    const { amountLamports, reason, access } = terms
    const reference = goodwillReference(context.referenceKey, id, paid, access)
    const splits = [{ role: 'buyer' as const, wallet: parties.buyerWallet, lamports: amountLamports }]
    const payment = { payer: parties.creatorWallet, splits, reference, memo: id }
    const at = context.now()
    await tx.sql.insert(refunds).values({
      id,
      purchaseId,
      buyerId: purchase.buyerId,
      creatorId: purchase.creatorId,
      status: 'offered',
      reason,
      amountLamports,
      reference,
      ...blockhash,
      unsignedTransaction: buildPayment(payment, blockhash),
      endsAccess: access === 'ended',
      offeredAt: at,
      nextLookAt: firstReconcileAt(at),
    })
    return id
  })
  return offerRefund(context, creator, refundId)
}

/** Only the creator's own. */
async function readOwnSale({ db }: PurchaseContext, creator: Viewer, id: string): Promise<PurchaseRow> {
  const [row] = await db.read.select().from(purchases).where(eq(purchases.id, id))
  if (row === undefined || !maySeeSale(creator, row) || !wasSold(row))
    throw new AppError('not_found', { reason: 'no_such_sale', detail: 'There is no such sale of yours.' })
  return row
}

/** One that can land no more makes room for another. */
async function settleOffered(context: PurchaseContext, purchaseId: string): Promise<void> {
  const [row] = await context.db.read.select().from(refunds).where(isOffered(purchaseId))
  if (row !== undefined) await settleTransfer(GOODWILL, context, row)
}

async function readOffered({ sql }: Tx, purchaseId: string): Promise<RefundRow | undefined> {
  const [row] = await sql.select().from(refunds).where(isOffered(purchaseId))
  return row
}

function isOffered(purchaseId: string) {
  return and(eq(refunds.purchaseId, purchaseId), eq(refunds.status, 'offered'))
}

async function readFinalPayment(tx: Tx, { id }: PurchaseRow): Promise<string> {
  const [paid] = await tx.sql
    .select({ signature: payments.signature, finalizedAt: payments.finalizedAt })
    .from(payments)
    .where(and(eq(payments.purchaseId, id), eq(payments.state, 'applied')))
  if (paid == null || paid.finalizedAt === null) throw new AppError('payment_not_final')
  return paid.signature
}

interface Terms {
  amountLamports: bigint
  reason: GoodwillReason
  access: AccessAfter
}

/** Unless it is said, what was bought goes with the whole price and stays with a part. A tip gives nothing that could go. */
function termsOf(
  { amountLamports, reason, access }: GoodwillInput,
  { kind }: PurchaseRow,
  left: bigint,
): Terms {
  const byDefault = kind !== 'tip' && amountLamports === left ? 'ended' : 'kept'
  return { amountLamports, reason, access: access ?? byDefault }
}

/** Why, the transaction does not say: until it is paid another reason can be given. */
function isOn({ amountLamports, access }: Terms, row: RefundRow): boolean {
  return row.amountLamports === amountLamports && row.endsAccess === (access === 'ended')
}

function requireLeft({ amountLamports, access }: Terms, { kind }: PurchaseRow, left: bigint): void {
  const refuse = (...wrong: Parameters<typeof inField>) =>
    new AppError('validation_failed', inField(...wrong))
  if (amountLamports > left) {
    const issue = { code: 'price_too_high', maxLamports: left } as const
    throw refuse('amountLamports', issue, `Must be at most ${left} lamports: what is left of what was paid`)
  }
  if (amountLamports < left && amountLamports < MIN_PRICE_LAMPORTS) {
    const issue = { code: 'price_too_low', minLamports: MIN_PRICE_LAMPORTS } as const
    throw refuse(
      'amountLamports',
      issue,
      `Must be at least ${MIN_PRICE_LAMPORTS} lamports, or all that is left`,
    )
  }
  if (access === 'ended' && (kind === 'tip' || amountLamports < left))
    throw refuse(
      'access',
      { code: 'invalid_value' },
      'Ends only with all that is left of a post or a membership',
    )
}
