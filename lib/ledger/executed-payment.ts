import type { Payment } from './payment-build'
import {
  isId,
  isTransferOf,
  memoTextOf,
  messageOf,
  mismatch,
  type PaymentCheck,
  type Refusal,
} from './payment-parts'
import type { ExecutedMessage, ExecutedTransaction } from './port'

/** Paying it back costs as much as the network asks for one signature: less is not worth it to anybody. */
const WORTH_PAYING_BACK_LAMPORTS = 5_000n

/**
 * Did this executed transaction pay for the purchase? It must have succeeded, have each offered transfer once, signed by
 * the payer, the id as a memo once, and have left each recipient with exactly its shares.
 *
 * What else is in it is no reason to refuse here, be it a tip to somebody else, a durable nonce, a fee that another
 * wallet pays or a version that is newer than this code: the money was paid to the lamport, and what was charged must
 * unlock. A transfer only counts as one if the System program made it at the top level, as only there it names the
 * reference. With the id of something else in a memo it may pay for two things, and is given for none.
 */
export function checkExecutedPayment(executed: ExecutedTransaction, payment: Payment): PaymentCheck {
  if (executed.error !== null) return { ok: false, ...executed.error }
  const message = messageOf(executed)
  if (message === null) return { ok: false, code: 'transaction_unreadable', detail: 'Not a transaction' }
  if (message.signature !== executed.signature) return mismatch('The bytes are those of another transaction')
  const refusal = checkParts(message, payment) ?? checkReceipts(executed, message, payment)
  return refusal ?? { ok: true, signature: executed.signature }
}

function checkParts({ instructions }: ExecutedMessage, payment: Payment): Refusal | null {
  const unpaid = [...payment.splits]
  let memos = 0
  for (const instruction of instructions) {
    const index = unpaid.findIndex((split) => isTransferOf(split, instruction, payment))
    if (index >= 0) unpaid.splice(index, 1)
    const memo = memoTextOf(instruction)
    if (memo === payment.memo) memos += 1
    else if (memo !== null && isId(memo)) return mismatch('A memo is the id of something else')
  }
  if (memos !== 1) return mismatch(`${memos} memos with the id of the purchase, not one`)
  const [missing] = unpaid
  return missing ? mismatch(`The transfer to the ${missing.role} is missing`) : null
}

function checkReceipts(
  executed: ExecutedTransaction,
  message: ExecutedMessage,
  { payer, splits }: Payment,
): Refusal | null {
  const expected = new Map<string, bigint>()
  // A payer who is also a recipient pays that share to themselves.
  for (const { wallet, lamports } of splits)
    if (wallet !== payer) expected.set(wallet, (expected.get(wallet) ?? 0n) + lamports)
  for (const [wallet, lamports] of expected)
    if (gainOf(executed, message, wallet) !== lamports)
      return mismatch(`The balance of ${wallet} did not change by ${lamports} lamports`)
  return null
}

export interface Stray {
  /** What the wallet of each share has got, in the order of the shares. */
  received: bigint[]
  lamports: bigint
  /** The ids of other things that it may be for, unless it names this one. */
  otherIds: string[]
}

/**
 * What a transaction that is not the offered payment has paid to its recipients all the same, under its reference and
 * signed by its payer; null where that is nothing. What strangers send is theirs to have sent, and so is what another
 * signer has paid.
 */
export function strayOf(executed: ExecutedTransaction, payment: Payment): Stray | null {
  const message = executed.error === null ? messageOf(executed) : null
  if (message === null || !message.signers.includes(payment.payer)) return null
  if (!executed.balances.some(({ address }) => address === payment.reference)) return null
  const wallets = new Set(payment.splits.map(({ wallet }) => wallet))
  const others = message.signers.filter((signer) => signer !== payment.payer && !wallets.has(signer))
  if (others.some((signer) => (gainOf(executed, message, signer) ?? 0n) < 0n)) return null

  const paid = new Set([payment.payer])
  const received = payment.splits.map(({ wallet }) => {
    const gain = paid.has(wallet) ? 0n : (gainOf(executed, message, wallet) ?? 0n)
    paid.add(wallet)
    return gain > 0n ? gain : 0n
  })
  const lamports = received.reduce((sum, gain) => sum + gain, 0n)
  if (lamports <= WORTH_PAYING_BACK_LAMPORTS) return null
  const memos = message.instructions.flatMap((instruction) => memoTextOf(instruction) ?? [])
  const otherIds = memos.includes(payment.memo) ? [] : memos.filter(isId)
  return { received, lamports, otherIds }
}

/** What a wallet has more, the fee apart; null for one that was not named. */
function gainOf(
  { balances, feeLamports }: ExecutedTransaction,
  { signers }: ExecutedMessage,
  wallet: string,
): bigint | null {
  const balance = balances.find(({ address }) => address === wallet)
  if (balance === undefined) return null
  const fee = signers[0] === wallet ? feeLamports : 0n
  return balance.postLamports - balance.preLamports + fee
}
