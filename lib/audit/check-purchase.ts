import { PAID_IN_VAIN } from '@/lib/domain/money/payments/payments'
import { splitsOf, toSplits, wasSold } from '@/lib/domain/money/purchases/rows'
import { splitSale } from '@/lib/money'
import type { PurchaseFacts } from './facts'

/** One line that says what does not agree, with the ids to find it by. */
export type Fault = string

/** The purchase by itself, and that its state, its payments and what is owed back say the same. */
export function checkPurchase(facts: PurchaseFacts): Fault[] {
  const faults = [
    ...priceFaults(facts),
    ...statusFaults(facts),
    ...paymentFaults(facts),
    ...refundFaults(facts),
  ]
  return faults.map((fault) => `purchase ${facts.purchase.id}: ${fault}`)
}

function priceFaults(facts: PurchaseFacts): Fault[] {
  const { purchase, creatorWallet, referrerWallet } = facts
  const { amountLamports: amount, priceLamports, creditLamports, owedLamports: owed } = purchase
  const faults: Fault[] = []
  if (priceLamports - creditLamports !== amount)
    faults.push(`${priceLamports} less a credit of ${creditLamports} is not ${amount}`)

  const splits = splitsOf(purchase)
  const sum = splits.reduce((total, { lamports }) => total + lamports, 0n)
  if (sum !== amount) faults.push(`its splits add up to ${sum}, not to ${amount}`)

  const shares =
    purchase.kind === 'tip'
      ? { creator: amount, platform: 0n, referrer: 0n }
      : splitSale(amount, referrerWallet !== null)
  if (owed !== 0n && owed !== shares.referrer)
    faults.push(`${owed} is kept back for the referrer, whose share is ${shares.referrer}`)
  const fair = {
    creator: shares.creator,
    platform: shares.platform + owed,
    referrer: shares.referrer - owed,
  }
  for (const role of ['creator', 'platform', 'referrer'] as const) {
    const given = splits.filter((split) => split.role === role)
    const lamports = given.reduce((total, split) => total + split.lamports, 0n)
    if (lamports !== fair[role]) faults.push(`the ${role}'s split is ${lamports}, should be ${fair[role]}`)
    const wallet = { creator: creatorWallet, platform: null, referrer: referrerWallet }[role]
    const stranger = given.find((split) => wallet !== null && split.wallet !== wallet)
    if (stranger !== undefined)
      faults.push(`the ${role}'s split goes to ${stranger.wallet}, not to ${wallet}`)
  }
  return faults
}

function statusFaults(facts: PurchaseFacts): Fault[] {
  const { purchase, payments } = facts
  const applied = payments.filter(({ state }) => state === 'applied')
  const { status, signature, failure } = purchase
  if (!wasSold(purchase)) {
    const faults = applied.map(
      (payment) => `it is ${status}, but payment ${payment.signature} is applied to it`,
    )
    if (failure === PAID_IN_VAIN && !payments.some(({ state }) => state === 'surplus'))
      faults.push('it says to have been paid in vain, but has no such payment')
    return faults
  }
  if (applied.length !== 1) return [`it is ${status} with ${applied.length} payments applied to it, not one`]
  const faults: Fault[] = []
  if (applied[0]?.signature !== signature)
    faults.push(`it names ${signature} as its payment, but ${applied[0]?.signature} is applied to it`)
  if (purchase.confirmedAt === null) faults.push('it is confirmed, but not since when')
  if (purchase.kind === 'subscription' && (purchase.periodStart === null || purchase.periodEnd === null))
    faults.push('it is confirmed, but has no period')
  if (status === 'refunded' && purchase.refundedAt === null) faults.push('it is refunded, but not since when')
  if ((status === 'refunded') !== endsWithRefund(facts))
    faults.push(`it is ${status}, but ${status === 'refunded' ? 'no' : 'a'} final refund ends it`)
  return faults
}

/** Whether it was paid back with what was bought, for good. */
function endsWithRefund({ payments, refunds }: PurchaseFacts): boolean {
  const isFinal = (signature: string | null) =>
    payments.some((payment) => payment.signature === signature && payment.finalizedAt !== null)
  return refunds.some(
    ({ status, endsAccess, signature }) => status === 'paid' && endsAccess && isFinal(signature),
  )
}

/** What a payment has to be of: the price, its own parts where it was not as offered, or what it pays back. */
function amountOf(
  { purchase, refunds }: PurchaseFacts,
  { signature, state, splits }: Pick<PurchaseFacts['payments'][number], 'signature' | 'state' | 'splits'>,
): bigint {
  if (splits !== null) return toSplits(splits).reduce((sum, { lamports }) => sum + lamports, 0n)
  const paidBack = state === 'refund' ? refunds.find((refund) => refund.signature === signature) : undefined
  return paidBack?.amountLamports ?? purchase.amountLamports
}

function paymentFaults(facts: PurchaseFacts): Fault[] {
  const { payments, refunds } = facts
  return payments.flatMap(({ signature, state, amountLamports, splits }) => {
    const faults: Fault[] = []
    const expected = amountOf(facts, { signature, state, splits })
    if (amountLamports !== expected)
      faults.push(`payment ${signature} is of ${amountLamports}, not of ${expected}`)
    if (splits !== null && state === 'applied')
      faults.push(`payment ${signature} is applied, but is not as it was offered`)
    const owed = refunds.filter(({ paymentSignature }) => paymentSignature === signature)
    if (state === 'surplus' && !owed.some(({ status }) => status !== 'void'))
      faults.push(`payment ${signature} is surplus, but no refund is owed or paid for it`)
    if (state === 'refund' && refunds.filter((refund) => refund.signature === signature).length !== 1)
      faults.push(`payment ${signature} pays a refund back, but there is none that it pays`)
    return faults
  })
}

function refundFaults({ purchase, payments, refunds }: PurchaseFacts): Fault[] {
  const stateOf = (signature: string | null) =>
    payments.find((payment) => payment.signature === signature)?.state
  const given = refunds.filter(
    ({ status, paymentSignature }) => status === 'paid' && paymentSignature === null,
  )
  const sum = given.reduce((total, { amountLamports }) => total + amountLamports, 0n)
  const tooMuch =
    sum > purchase.amountLamports ? [`${sum} was given back of it, of ${purchase.amountLamports}`] : []
  const faultsOfEach = refunds.flatMap((refund) => {
    const { id, status, paymentSignature, amountLamports, buyerId, creatorId, signature } = refund
    const faults: Fault[] = []
    const isOwed = paymentSignature !== null
    const cause = stateOf(paymentSignature)
    if (status === (isOwed ? 'offered' : 'owed'))
      faults.push(`refund ${id} is ${status}, but for ${isOwed ? 'a payment' : 'none'}`)
    if (isOwed && cause === undefined)
      faults.push(`refund ${id} is for ${paymentSignature}, which did not pay for it`)
    else if (status === 'owed' && cause !== 'surplus')
      faults.push(`refund ${id} is owed for payment ${paymentSignature}, which is ${cause}`)
    else if (status === 'paid' && cause === 'applied')
      faults.push(`refund ${id} is paid for payment ${paymentSignature}, which is ${cause}`)
    if (status === 'paid' && !isOwed && !wasSold(purchase))
      faults.push(`refund ${id} is given of what is ${purchase.status}`)
    const due = payments.find(({ signature: paid }) => paid === paymentSignature)?.amountLamports
    if (due !== undefined && amountLamports !== due)
      faults.push(`refund ${id} is of ${amountLamports}, not of ${due}`)
    if (buyerId !== purchase.buyerId || creatorId !== purchase.creatorId)
      faults.push(`refund ${id} is between others than the purchase`)
    if ((status === 'paid') !== (stateOf(signature) === 'refund'))
      faults.push(
        `refund ${id} is ${status}, but its transaction ${signature} is ${stateOf(signature) ?? 'not booked'}`,
      )
    return faults
  })
  return [...tooMuch, ...faultsOfEach]
}
