import {
  getSolanaErrorFromTransactionError,
  isSolanaError,
  SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM,
  SOLANA_ERROR__TRANSACTION_ERROR__ACCOUNT_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_FEE,
  SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_RENT,
  type TransactionError,
} from '@solana/kit'
import type { ExecutionError } from '@/lib/ledger/port'

/** Of the System program: https://github.com/anza-xyz/solana-sdk/blob/master/system-interface/src/error.rs */
const RESULT_WITH_NEGATIVE_LAMPORTS = 1
const FEE_PAYER = 0

/** What a node says of an executed transaction; null for one that succeeded. */
export function executionError(error: TransactionError | null): ExecutionError | null {
  return error === null ? null : describeExecution(getSolanaErrorFromTransactionError(error))
}

/** `error` is what Kit makes of a TransactionError. */
export function describeExecution(error: Error): ExecutionError {
  return {
    code: isForLackOfFunds(error) ? 'insufficient_funds' : 'transaction_failed',
    detail: error.message,
  }
}

function isForLackOfFunds(error: Error): boolean {
  if (
    isSolanaError(error, SOLANA_ERROR__TRANSACTION_ERROR__ACCOUNT_NOT_FOUND) ||
    isSolanaError(error, SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_FEE)
  ) {
    return true
  }
  if (isSolanaError(error, SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_RENT)) {
    return Number(error.context.accountIndex) === FEE_PAYER
  }
  // A status does not say which program it was; of those in a payment only the System program knows this number.
  return (
    isSolanaError(error, SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM) &&
    Number(error.context.code) === RESULT_WITH_NEGATIVE_LAMPORTS
  )
}
