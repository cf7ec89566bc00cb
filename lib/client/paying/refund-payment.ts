import { ApiError } from '@/lib/client/api/api-error'
import { fromBase64, toBase64 } from '@/lib/client/base64'
import type { FoundAccount, SignTransaction } from '@/lib/client/wallets/wallet'
import type { Refund, RefundOffer } from '@/lib/schema/refunds'
import { type PurchaseProblem, problemOf, walletProblem } from './purchase-state'

export interface RefundServices {
  offerRefund(id: string): Promise<RefundOffer>
  submitRefund(id: string, transaction: string): Promise<Refund>
  /** The creator's own wallet. */
  findAccount(): Promise<FoundAccount>
  sign: SignTransaction
}

/** Where paying back stands, as its button shows it. */
export type RefundState =
  | { status: 'idle' }
  | { status: 'signing' }
  | { status: 'sending' }
  | { status: 'problem'; problem: PurchaseProblem }

/**
 * Pays back what is owed: the wallet signs what the server offers. Trying again is safe, for the server offers the same
 * transaction as long as it can land, and none once one was sent.
 */
export async function payBack(
  refundId: string,
  services: RefundServices,
  onState: (state: RefundState) => void,
): Promise<void> {
  const fail = (problem: PurchaseProblem) => onState({ status: 'problem', problem })
  onState({ status: 'signing' })
  try {
    const found = await services.findAccount()
    if (!found.ok) return fail(walletProblem(found))
    const offer = await services.offerRefund(refundId)
    const signed = await services.sign(found.wallet, found.account, fromBase64(offer.transaction))
    if (!signed.ok) return fail(walletProblem(signed))
    onState({ status: 'sending' })
    await services.submitRefund(refundId, toBase64(signed.transaction))
    onState({ status: 'idle' })
  } catch (error) {
    if (!(error instanceof ApiError)) return fail({ kind: 'broken' })
    // Another tab was faster: the list says how it stands.
    const isUnderWay = error.code === 'already_submitted' || error.code === 'refund_closed'
    if (isUnderWay) onState({ status: 'idle' })
    else fail(problemOf(error))
  }
}
