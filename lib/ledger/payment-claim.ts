import {
  getTransferSolInstructionDataDecoder,
  identifySystemInstruction,
  SYSTEM_PROGRAM_ADDRESS,
  SystemInstruction,
} from '@solana-program/system'
import { isId, memoTextOf, messageOf } from './payment-parts'
import type { ExecutedTransaction } from './port'
import type { Instruction } from './transaction'

/** What a transaction says of itself: to be believed once it was checked against what was offered. */
export interface PaymentClaim {
  payer: string
  /** The id of the purchase or the refund. */
  memo: string
  reference: string
  transfers: { wallet: string; lamports: bigint }[]
}

/**
 * Reads a transaction that has what a payment built here has: one id as a memo, and System transfers by one wallet that
 * name one and the same further account. Null for any other.
 */
export function readClaim(
  executed: Pick<ExecutedTransaction, 'bytes' | 'loadedAddresses' | 'message'>,
): PaymentClaim | null {
  const instructions = messageOf(executed)?.instructions ?? []
  const [memo, otherMemo] = instructions.flatMap((one) => memoTextOf(one) ?? []).filter(isId)
  const transfers = instructions.flatMap((instruction) => readTransfer(instruction) ?? [])
  const [payer, otherPayer] = new Set(transfers.map(({ source }) => source))
  const [reference, otherReference] = new Set(transfers.map((transfer) => transfer.reference))
  if (memo === undefined || payer === undefined || reference === undefined) return null
  if (otherMemo !== undefined || otherPayer !== undefined || otherReference !== undefined) return null
  return {
    payer,
    memo,
    reference,
    transfers: transfers.map(({ wallet, lamports }) => ({ wallet, lamports })),
  }
}

function readTransfer({ programAddress, accounts, data }: Instruction) {
  const [source, wallet, reference] = accounts
  if (programAddress !== SYSTEM_PROGRAM_ADDRESS || accounts.length !== 3) return null
  if (source === undefined || wallet === undefined || reference === undefined) return null
  try {
    if (identifySystemInstruction(data) !== SystemInstruction.TransferSol) return null
    return { source, wallet, reference, lamports: getTransferSolInstructionDataDecoder().decode(data).amount }
  } catch {
    return null
  }
}
