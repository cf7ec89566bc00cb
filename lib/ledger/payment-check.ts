import { SUPPORTED_MEMO_PROGRAM_ADDRESSES } from '@solana-program/memo'
import {
  getTransferSolInstructionDataEncoder,
  identifySystemInstruction,
  SYSTEM_PROGRAM_ADDRESS,
  SystemInstruction,
} from '@solana-program/system'
import type { ErrorCode } from '@/lib/errors'
import type { Payment, Transfer } from './payment-build'
import type { ExecutedTransaction, Ledger } from './port'
import {
  type Instruction,
  type LoadedAddresses,
  type ReadTransaction,
  readTransaction,
  resolveLookups,
  unsignedBy,
} from './transaction'

const COMPUTE_BUDGET_PROGRAM_ADDRESS = 'ComputeBudget111111111111111111111111111111'

/** Wallets guard a payment with assertions of this program: https://github.com/Jac0xb/lighthouse */
const LIGHTHOUSE_PROGRAM_ADDRESS = 'L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95'
/** Its instructions 2 to 15 only compare and abort. 0 and 1 pay for memory, the later ones call other programs. */
const LIGHTHOUSE_ASSERTIONS = { first: 2, last: 15 }

type Refusal = {
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

const UNREADABLE: Refusal = {
  ok: false,
  code: 'transaction_unreadable',
  detail: 'Not a legacy or version 0 transaction',
}

/** `signature` is the base58 name of the transaction that was checked. */
export type PaymentCheck = { ok: true; signature: string } | Refusal

/**
 * Is this signed transaction the one that was offered? Checked before it is relayed.
 *
 * It must be signed and paid by the payer and consist of exactly the offered transfers, each naming the reference,
 * exactly one memo, the id, and otherwise only of what wallets add: compute budget and Lighthouse
 * assertions. The blockhash is free, as wallets may renew it; whether it is live is for the ledger to say. A durable
 * nonce never is: its AdvanceNonceAccount is an instruction that was not offered. `tables` are the lookup tables that
 * it names, as `tablesOf` reads them: a wallet may move accounts there to make room.
 */
export function checkOfferedPayment(
  bytes: Uint8Array,
  payment: Payment,
  tables: ReadonlyMap<string, readonly string[]> = new Map(),
): PaymentCheck {
  const transaction = readTransaction(bytes)
  if (transaction === null) return UNREADABLE
  const loaded = resolveLookups(transaction, tables)
  if (loaded === null) return mismatch('A lookup table does not have what is taken from it')
  return checkTransaction(bytes, loaded, payment, isAddedByWallets)
}

/** The lookup tables that these bytes name, read from the ledger if there are any. */
export async function tablesOf(ledger: Ledger, bytes: Uint8Array): Promise<Map<string, string[]>> {
  const tables = new Set(readTransaction(bytes)?.lookups.map(({ table }) => table))
  return tables.size === 0 ? new Map() : ledger.lookupTables([...tables])
}

/**
 * Did this executed transaction pay for the purchase? It must have succeeded, be the offered one, and have moved
 * exactly the splits: each recipient has its shares more, the payer has them and the fee less.
 *
 * Instructions of further programs are no reason to refuse here: the money was paid to the lamport, and what was
 * charged must unlock. A transfer only counts as one if the System program made it at the top level.
 */
export function checkExecutedPayment(executed: ExecutedTransaction, payment: Payment): PaymentCheck {
  if (executed.error !== null) return { ok: false, ...executed.error }
  const check = checkTransaction(executed.bytes, executed.loadedAddresses, payment, () => true)
  if (!check.ok) return check
  if (check.signature !== executed.signature) return mismatch('The bytes are those of another transaction')
  return checkBalances(executed, payment) ?? check
}

function checkTransaction(
  bytes: Uint8Array,
  loaded: LoadedAddresses,
  payment: Payment,
  isAllowed: (instruction: Instruction) => boolean,
): PaymentCheck {
  const transaction = readTransaction(bytes, loaded)
  if (transaction === null) return UNREADABLE
  if (transaction.feePayer !== payment.payer) return mismatch('The fee payer is not the payer')

  const refusal = checkInstructions(transaction, payment, isAllowed)
  if (refusal !== null) return refusal

  const [missing] = unsignedBy(transaction)
  if (transaction.signature === null || missing !== undefined) {
    return { ok: false, code: 'transaction_unsigned', detail: `No valid signature by ${missing}` }
  }
  return { ok: true, signature: transaction.signature }
}

function checkInstructions(
  transaction: ReadTransaction,
  payment: Payment,
  isAllowed: (instruction: Instruction) => boolean,
): Refusal | null {
  const unpaid = [...payment.splits]
  let memos = 0
  for (const instruction of transaction.instructions) {
    if (instruction.programAddress === SYSTEM_PROGRAM_ADDRESS) {
      // Two splits may go to the same wallet: each transfer settles one of them.
      const index = unpaid.findIndex((split) => isTransferOf(split, instruction, payment))
      if (index < 0) return mismatch(`A System instruction was not offered: ${nameOf(instruction)}`)
      unpaid.splice(index, 1)
    } else if (isMemoProgram(instruction.programAddress)) {
      // Any other memo could be the id of a second purchase, to be settled by the same transfers.
      if (!sameBytes(instruction.data, new TextEncoder().encode(payment.memo))) {
        return mismatch('A memo is not the id of the purchase')
      }
      memos += 1
    } else if (!isAllowed(instruction)) {
      return mismatch(`An instruction of ${instruction.programAddress} was not offered`)
    }
  }
  if (memos !== 1) return mismatch(`${memos} memos with the id of the purchase, not one`)
  const [missing] = unpaid
  if (missing) return mismatch(`The transfer to the ${missing.role} is missing`)
  return null
}

function isTransferOf(split: Transfer, { accounts, data }: Instruction, payment: Payment): boolean {
  const [source, destination, reference] = accounts
  return (
    accounts.length === 3 &&
    source === payment.payer &&
    destination === split.wallet &&
    reference === payment.reference &&
    sameBytes(data, getTransferSolInstructionDataEncoder().encode({ amount: split.lamports }))
  )
}

function isAddedByWallets({ programAddress, data }: Instruction): boolean {
  if (programAddress === COMPUTE_BUDGET_PROGRAM_ADDRESS) return true
  const [kind = -1] = data
  return (
    programAddress === LIGHTHOUSE_PROGRAM_ADDRESS &&
    kind >= LIGHTHOUSE_ASSERTIONS.first &&
    kind <= LIGHTHOUSE_ASSERTIONS.last
  )
}

function checkBalances(executed: ExecutedTransaction, { payer, splits }: Payment): Refusal | null {
  const expected = new Map([[payer, -executed.feeLamports]])
  const add = (wallet: string, lamports: bigint) =>
    expected.set(wallet, (expected.get(wallet) ?? 0n) + lamports)
  for (const split of splits) {
    // A payer who is also a recipient pays that share to themselves: the two cancel out.
    add(split.wallet, split.lamports)
    add(payer, -split.lamports)
  }
  for (const [wallet, delta] of expected) {
    const balance = executed.balances.find(({ address }) => address === wallet)
    if (balance === undefined || balance.postLamports - balance.preLamports !== delta) {
      return mismatch(`The balance of ${wallet} did not change by ${delta} lamports`)
    }
  }
  return null
}

function nameOf({ data }: Instruction): string {
  try {
    return SystemInstruction[identifySystemInstruction(data)]
  } catch {
    return 'unknown'
  }
}

export function isMemoProgram(programAddress: string): boolean {
  return SUPPORTED_MEMO_PROGRAM_ADDRESSES.some((supported) => supported === programAddress)
}

function sameBytes(left: Uint8Array, right: ArrayLike<number>): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}

function mismatch(detail: string): Refusal {
  return { ok: false, code: 'transaction_mismatch', detail }
}
