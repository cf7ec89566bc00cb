import { identifySystemInstruction, SYSTEM_PROGRAM_ADDRESS, SystemInstruction } from '@solana-program/system'
import type { Payment } from './payment-build'
import { isTransferOf, memoTextOf, mismatch, type PaymentCheck, type Refusal } from './payment-parts'
import type { Ledger } from './port'
import {
  type Instruction,
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

const UNREADABLE: Refusal = {
  ok: false,
  code: 'transaction_unreadable',
  detail: 'Not a legacy or version 0 transaction',
}

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
  const unresolved = readTransaction(bytes)
  if (unresolved === null) return UNREADABLE
  const loaded = resolveLookups(unresolved, tables)
  if (loaded === null) return mismatch('A lookup table does not have what is taken from it')
  const transaction = readTransaction(bytes, loaded)
  if (transaction === null) return UNREADABLE
  if (transaction.feePayer !== payment.payer) return mismatch('The fee payer is not the payer')

  const refusal = checkInstructions(transaction, payment)
  if (refusal !== null) return refusal

  const [missing] = unsignedBy(transaction)
  if (transaction.signature === null || missing !== undefined) {
    return { ok: false, code: 'transaction_unsigned', detail: `No valid signature by ${missing}` }
  }
  return { ok: true, signature: transaction.signature }
}

/** The lookup tables that these bytes name, read from the ledger if there are any. */
export async function tablesOf(ledger: Ledger, bytes: Uint8Array): Promise<Map<string, string[]>> {
  const tables = new Set(readTransaction(bytes)?.lookups.map(({ table }) => table))
  return tables.size === 0 ? new Map() : ledger.lookupTables([...tables])
}

function checkInstructions(transaction: ReadTransaction, payment: Payment): Refusal | null {
  const unpaid = [...payment.splits]
  let memos = 0
  for (const instruction of transaction.instructions) {
    const memo = memoTextOf(instruction)
    if (instruction.programAddress === SYSTEM_PROGRAM_ADDRESS) {
      // Two splits may go to the same wallet: each transfer settles one of them.
      const index = unpaid.findIndex((split) => isTransferOf(split, instruction, payment))
      if (index < 0) return mismatch(`A System instruction was not offered: ${nameOf(instruction)}`)
      unpaid.splice(index, 1)
    } else if (memo !== null) {
      // Any other memo could be the id of a second purchase, to be settled by the same transfers.
      if (memo !== payment.memo) return mismatch('A memo is not the id of the purchase')
      memos += 1
    } else if (!isAddedByWallets(instruction)) {
      return mismatch(`An instruction of ${instruction.programAddress} was not offered`)
    }
  }
  if (memos !== 1) return mismatch(`${memos} memos with the id of the purchase, not one`)
  const [missing] = unpaid
  if (missing) return mismatch(`The transfer to the ${missing.role} is missing`)
  return null
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

function nameOf({ data }: Instruction): string {
  try {
    return SystemInstruction[identifySystemInstruction(data)]
  } catch {
    return 'unknown'
  }
}
