import { ApiError } from '@/lib/client/api/api-error'
import { fromBase64, toBase64 } from '@/lib/client/base64'
import type { FoundAccount, SignTransaction } from '@/lib/client/wallets/wallet'
import type { Refund, RefundOffer } from '@/lib/schema/refunds'
import { type PurchaseProblem, problemOf, walletProblem } from './purchase-state'

export interface RefundServices {
  offerRefund(): Promise<RefundOffer>
  submitRefund(id: string, transaction: string): Promise<Refund>
  /** The creator's own wallet. */
  findAccount(): Promise<FoundAccount>
  sign: SignTransaction
}

/** Why a refund did not go out. `closed`: what was to be signed is not to be paid any more. */
export type RefundProblem = PurchaseProblem | { kind: 'closed' }

/** Where paying back stands, as its button shows it. */
export type RefundState =
  | { status: 'idle' }
  | { status: 'signing' }
  | { status: 'sending' }
  | { status: 'problem'; problem: RefundProblem }

/**
 * Pays back what the server offers, once the wallet has signed it. Trying again is safe, for the server offers the same
 * transaction as long as it can land, and none once one was sent. Answers whether it is paid, or on its way.
 */
export async function payBack(
  services: RefundServices,
  onState: (state: RefundState) => void,
): Promise<boolean> {
  const fail = (problem: RefundProblem) => {
    onState({ status: 'problem', problem })
    return false
  }
  onState({ status: 'signing' })
  try {
    const found = await services.findAccount()
    if (!found.ok) return fail(walletProblem(found))
    const offer = await services.offerRefund()
    const signed = await services.sign(found.wallet, found.account, fromBase64(offer.transaction))
    if (!signed.ok) return fail(walletProblem(signed))
    onState({ status: 'sending' })
    // What the wallet has sent itself is found by its reference.
    if (signed.transaction !== null)
      await services.submitRefund(offer.refund.id, toBase64(signed.transaction))
    onState({ status: 'idle' })
    return true
  } catch (error) {
    if (!(error instanceof ApiError)) return fail({ kind: 'broken' })
    if (error.code === 'refund_closed') return fail({ kind: 'closed' })
    if (error.code !== 'already_submitted') return fail(problemOf(error))
    // Another tab was faster: the list says how it stands.
    onState({ status: 'idle' })
    return true
  }
}
