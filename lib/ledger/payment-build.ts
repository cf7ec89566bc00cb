import { randomBytes } from 'node:crypto'
import {
  AccountRole,
  type Address,
  address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransaction,
  createNoopSigner,
  createTransactionMessage,
  getAddressDecoder,
  getTransactionEncoder,
  type Instruction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit'
import { getAddMemoInstruction, LEGACY_MEMO_PROGRAM_ADDRESS_V3 } from '@solana-program/memo'
import { getTransferSolInstruction } from '@solana-program/system'
import type { Split } from '@/lib/schema/purchases'
import type { LatestBlockhash } from './port'

/** What one purchase asks its buyer to pay, or one refund its creator: fixed when it is opened. */
export interface Payment {
  /** Signs, and pays the fee too. */
  payer: string
  /** One transfer each; at least one lamport each. */
  splits: readonly Transfer[]
  /** The payment's own address; nobody holds its key. */
  reference: string
  /** The id of the purchase or the refund. */
  memo: string
}

export type Transfer = Omit<Split, 'role'> & { role: Split['role'] | 'buyer' }

/** A fresh address to find a payment by: https://docs.solanapay.com/spec#reference */
export function newReference(): string {
  return getAddressDecoder().decode(randomBytes(32))
}

/**
 * The unsigned transaction of a payment, in wire form: one System transfer per split that
 * names the reference as a further read-only account, and the id as a memo.
 * It can land until the `lastValidBlockHeight` of the blockhash.
 *
 * A legacy message: every wallet signs it, hardware ones with old firmware too, and without lookup tables version 0
 * would save nothing. The memo goes to version 3 of the program, which is deployed everywhere.
 * Throws when an address or an amount is not one.
 */
export function buildPayment(payment: Payment, latest: LatestBlockhash): Uint8Array {
  const payer = address(payment.payer)
  const transfers = payment.splits.map((split) => {
    if (split.lamports <= 0n) throw new RangeError(`The ${split.role}'s share must be at least one lamport`)
    return transfer(payer, split, payment.reference)
  })
  return encodeUnsigned(payer, [...transfers, memo(payment.memo)], latest)
}

/** What proves that somebody holds a wallet which signs nothing but transactions. */
export interface Proof {
  wallet: string
  reference: string
  /** What the wallet shows to be signed. */
  text: string
}

/** The unsigned transaction of a proof: nothing that is sent to oneself, under the reference, and the text as a memo. */
export function buildProof({ wallet, reference, text }: Proof, latest: LatestBlockhash): Uint8Array {
  const payer = address(wallet)
  return encodeUnsigned(payer, [transfer(payer, { wallet, lamports: 0n }, reference), memo(text)], latest)
}

function encodeUnsigned(
  payer: Address,
  instructions: readonly Instruction[],
  { blockhash, lastValidBlockHeight }: LatestBlockhash,
): Uint8Array {
  const message = pipe(
    createTransactionMessage({ version: 'legacy' }),
    (draft) => setTransactionMessageFeePayer(payer, draft),
    (draft) =>
      setTransactionMessageLifetimeUsingBlockhash(
        { blockhash: blockhash as Blockhash, lastValidBlockHeight },
        draft,
      ),
    (draft) => appendTransactionMessageInstructions(instructions, draft),
  )
  return Uint8Array.from(getTransactionEncoder().encode(compileTransaction(message)))
}

function transfer(
  payer: Address,
  split: Pick<Transfer, 'wallet' | 'lamports'>,
  reference: string,
): Instruction {
  const plain = getTransferSolInstruction({
    source: createNoopSigner(payer),
    destination: address(split.wallet),
    amount: split.lamports,
  })
  return {
    ...plain,
    accounts: [...plain.accounts, { address: address(reference), role: AccountRole.READONLY }],
  }
}

function memo(text: string): Instruction {
  return getAddMemoInstruction({ memo: text }, { programAddress: LEGACY_MEMO_PROGRAM_ADDRESS_V3 })
}
