import * as z from 'zod'
import { groupBy } from '@/lib/domain/group-by'
import {
  goodwillReference,
  purchaseReference,
  type ReferenceItem,
  refundReference,
} from '@/lib/domain/money/purchases/references'
import { checkExecutedPayment } from '@/lib/ledger/executed-payment'
import { type PaymentClaim, readClaim } from '@/lib/ledger/payment-claim'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { splitSale } from '@/lib/money'
import type { Split } from '@/lib/schema/purchases'
import { AccessAfter } from '@/lib/schema/refunds'
import { TIERS } from '@/lib/schema/tiers'
import type { Catalogue, Seller } from './catalogue'

/** As our ids are; a memo of any other kind is none of ours. */
const OwnId = z.uuidv7()

/** A payment as it was offered once: only the deployment can have made its reference. */
export interface FoundPayment {
  kind: 'payment'
  executed: ExecutedTransaction
  purchaseId: string
  seller: Seller
  item: ReferenceItem
  buyerWallet: string
  amountLamports: bigint
  splits: Split[]
  /** The referrer's share that stayed with the platform. */
  owedLamports: bigint
  reference: string
}

/** It names something of ours that it does not pay for, as far as the export tells. */
export interface Unmatched {
  kind: 'unmatched'
  executed: ExecutedTransaction
  claim: PaymentClaim
  why: string
}

export interface Terms {
  referenceKey: string
  platformWallets: readonly string[]
  catalogue: Catalogue
}

/** Null for what has nothing to do with us: anybody may send anything to these wallets. */
export function matchPayment(terms: Terms, executed: ExecutedTransaction): FoundPayment | Unmatched | null {
  const claim = readClaim(executed)
  const id = OwnId.safeParse(claim?.memo)
  if (claim === null || !id.success) return null
  const unmatched = (why: string): Unmatched => ({ kind: 'unmatched', executed, claim, why })
  const amountLamports = claim.transfers.reduce((sum, { lamports }) => sum + lamports, 0n)
  const offered = findItem(terms, claim, id.data, amountLamports)
  if (offered === null) return unmatched(`nothing in the export was offered as ${id.data} to ${claim.payer}`)

  const { seller, item } = offered
  const payment = { payer: claim.payer, reference: claim.reference, memo: id.data }
  let why = ''
  for (const shares of possibleShares(terms, seller, item, amountLamports)) {
    const check = checkExecutedPayment(executed, { ...payment, splits: shares.splits })
    if (check.ok) {
      const { reference, payer: buyerWallet } = claim
      return {
        kind: 'payment',
        executed,
        purchaseId: id.data,
        ...offered,
        buyerWallet,
        amountLamports,
        ...shares,
        reference,
      }
    }
    why = check.detail
  }
  return unmatched(`it does not pay for ${id.data} as it was offered: ${why}`)
}

/** What this reference was made for, if it was made here. */
function findItem(
  { referenceKey, catalogue }: Terms,
  claim: PaymentClaim,
  id: string,
  amountLamports: bigint,
) {
  const terms = { buyerWallet: claim.payer, amountLamports }
  for (const { wallet } of claim.transfers) {
    const seller = catalogue.byWallet.get(wallet)
    if (seller === undefined) continue
    for (const item of itemsOf(seller, amountLamports))
      if (purchaseReference(referenceKey, id, item, terms) === claim.reference) return { seller, item }
  }
  return null
}

/** Everything that a creator sells; first what costs so much. */
function* itemsOf(seller: Seller, amountLamports: bigint): Iterable<ReferenceItem> {
  const { id: creatorId, posts } = seller
  const hasPrice = ({ priceLamports }: Seller['posts'][number]) => priceLamports === amountLamports
  for (const post of posts) if (hasPrice(post)) yield { kind: 'post', postId: post.id }
  for (const tier of TIERS) yield { kind: 'subscription', creatorId, tier }
  yield { kind: 'tip', creatorId }
  for (const post of posts) if (!hasPrice(post)) yield { kind: 'post', postId: post.id }
}

/** How an amount may be split: as the rules say, with each wallet that the platform has had. */
function* possibleShares(
  { platformWallets }: Terms,
  { wallet, referrerWallet }: Seller,
  item: ReferenceItem,
  amount: bigint,
): Iterable<{ splits: Split[]; owedLamports: bigint }> {
  if (item.kind === 'tip') {
    yield { splits: [{ role: 'creator', wallet, lamports: amount }], owedLamports: 0n }
    return
  }
  const shares = splitSale(amount, referrerWallet !== null)
  const creator: Split = { role: 'creator', wallet, lamports: shares.creator }
  for (const platformWallet of platformWallets) {
    const platform = (lamports: bigint): Split => ({ role: 'platform', wallet: platformWallet, lamports })
    if (referrerWallet !== null) {
      const referrer: Split = { role: 'referrer', wallet: referrerWallet, lamports: shares.referrer }
      yield { splits: [creator, platform(shares.platform), referrer], owedLamports: 0n }
    }
    yield { splits: [creator, platform(shares.platform + shares.referrer)], owedLamports: shares.referrer }
  }
}

/** A creator's transaction that pays back one of these payments, or gives something of it back. */
export interface FoundRefund {
  refundId: string
  executed: ExecutedTransaction
  reference: string
  /** Of the payment. */
  paidSignature: string
  /** Of goodwill: how much of it, and what became of what was bought. Null where it was owed. */
  goodwill: { amountLamports: bigint; access: AccessAfter } | null
}

/** Payments by whom they were between, to find the one that is paid back. */
export type PaymentIndex = ReadonlyMap<string, FoundPayment[]>

export function indexPayments(payments: readonly FoundPayment[]): PaymentIndex {
  return groupBy(payments, ({ seller, buyerWallet }) => indexKey(seller.wallet, buyerWallet))
}

const indexKey = (creator: string, buyer: string) => `${creator} ${buyer}`

/** Null when it pays back none of them. */
export function matchRefund(
  { referenceKey }: Terms,
  { executed, claim }: Unmatched,
  payments: PaymentIndex,
): FoundRefund | null {
  const id = OwnId.safeParse(claim.memo)
  const [transfer, more] = claim.transfers
  if (!id.success || transfer === undefined || more !== undefined) return null
  const { wallet, lamports } = transfer
  const candidates = payments.get(indexKey(claim.payer, wallet)) ?? []
  for (const { executed: paid, amountLamports } of candidates) {
    const isOwed =
      lamports === amountLamports &&
      refundReference(referenceKey, id.data, paid.signature) === claim.reference
    const access = AccessAfter.options.find(
      (each) => goodwillReference(referenceKey, id.data, paid.signature, each) === claim.reference,
    )
    if (!isOwed && access === undefined) continue
    const payment = {
      payer: claim.payer,
      splits: [{ role: 'buyer' as const, wallet, lamports }],
      reference: claim.reference,
      memo: id.data,
    }
    if (!checkExecutedPayment(executed, payment).ok) return null
    const goodwill = access === undefined ? null : { amountLamports: lamports, access }
    const { reference } = claim
    return { refundId: id.data, executed, reference, paidSignature: paid.signature, goodwill }
  }
  return null
}
