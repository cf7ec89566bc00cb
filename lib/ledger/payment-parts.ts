import { SUPPORTED_MEMO_PROGRAM_ADDRESSES } from '@solana-program/memo'
import { getTransferSolInstructionDataEncoder, SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'
import type { ErrorCode } from '@/lib/errors'
import type { Payment, Transfer } from './payment-build'
import type { ExecutedMessage, ExecutedTransaction } from './port'
import { type Instruction, readTransaction } from './transaction'

/** As the ids of purchases and refunds are. */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

export type Refusal = {
  ok: false
  code: Extract<
    ErrorCode,
    | 'transaction_unreadable'
    | 'transaction_mismatch'
    | 'transaction_unsigned'
    | 'transaction_failed'
    | 'insufficient_funds'
  >
  detail: string
}

/** `signature` is the base58 name of the transaction that was checked. */
export type PaymentCheck = { ok: true; signature: string } | Refusal

export function mismatch(detail: string): Refusal {
  return { ok: false, code: 'transaction_mismatch', detail }
}

/** Whether it is the very transfer of a share that was offered. */
export function isTransferOf(
  split: Transfer,
  { programAddress, accounts, data }: Instruction,
  payment: Payment,
): boolean {
  const [source, destination, reference] = accounts
  return (
    programAddress === SYSTEM_PROGRAM_ADDRESS &&
    accounts.length === 3 &&
    source === payment.payer &&
    destination === split.wallet &&
    reference === payment.reference &&
    sameBytes(data, getTransferSolInstructionDataEncoder().encode({ amount: split.lamports }))
  )
}

/** What a memo says; null for any other instruction. */
export function memoTextOf({ programAddress, data }: Instruction): string | null {
  const isMemo = SUPPORTED_MEMO_PROGRAM_ADDRESSES.some((supported) => supported === programAddress)
  return isMemo ? new TextDecoder().decode(data) : null
}

/** Whether a memo may name a purchase or a refund; wallets write other things into memos. */
export function isId(memo: string): boolean {
  return ID.test(memo)
}

/** Null for what neither we nor the ledger can read. */
export function messageOf({
  bytes,
  loadedAddresses,
  message,
}: Pick<ExecutedTransaction, 'bytes' | 'loadedAddresses' | 'message'>): ExecutedMessage | null {
  return readTransaction(bytes, loadedAddresses) ?? message
}

function sameBytes(left: Uint8Array, right: ArrayLike<number>): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
