import {
  getTransferSolInstructionDataDecoder,
  identifySystemInstruction,
  SYSTEM_PROGRAM_ADDRESS,
  SystemInstruction,
} from '@solana-program/system'
import { isMemoProgram } from './payment-check'
import type { ExecutedTransaction } from './port'
import { type Instruction, readTransaction } from './transaction'

/** What a transaction says of itself: to be believed once it was checked against what was offered. */
export interface PaymentClaim {
  payer: string
  /** The id of the purchase or the refund, if it is one. */
  memo: string
  reference: string
  transfers: { wallet: string; lamports: bigint }[]
}

/**
 * Reads a transaction that looks like a payment built here: one memo, and System transfers by its fee payer that name
 * one and the same further account. Null for any other.
 */
export function readClaim({
  bytes,
  loadedAddresses,
}: Pick<ExecutedTransaction, 'bytes' | 'loadedAddresses'>): PaymentClaim | null {
  const transaction = readTransaction(bytes, loadedAddresses)
  if (transaction === null) return null
  const { feePayer: payer, instructions } = transaction
  const memos = instructions.filter(({ programAddress }) => isMemoProgram(programAddress))
  const transfers = instructions.flatMap((instruction) => readTransfer(instruction, payer) ?? [])
  const [memo] = memos
  const references = new Set(transfers.map(({ reference }) => reference))
  const [reference] = references
  if (memo === undefined || memos.length > 1 || reference === undefined || references.size > 1) return null
  return {
    payer,
    memo: new TextDecoder().decode(memo.data),
    reference,
    transfers: transfers.map(({ wallet, lamports }) => ({ wallet, lamports })),
  }
}

function readTransfer({ programAddress, accounts, data }: Instruction, payer: string) {
  const [source, wallet, reference] = accounts
  if (programAddress !== SYSTEM_PROGRAM_ADDRESS || accounts.length !== 3) return null
  if (source !== payer || wallet === undefined || reference === undefined) return null
  try {
    if (identifySystemInstruction(data) !== SystemInstruction.TransferSol) return null
    return { wallet, reference, lamports: getTransferSolInstructionDataDecoder().decode(data).amount }
  } catch {
    return null
  }
}
