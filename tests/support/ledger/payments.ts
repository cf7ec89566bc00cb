import { randomUUID } from 'node:crypto'
import {
  AccountRole,
  type Address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransaction,
  compressTransactionMessageUsingAddressLookupTables,
  createNoopSigner,
  createTransactionMessage,
  getTransactionEncoder,
  type Instruction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit'
import { getAddMemoInstruction, LEGACY_MEMO_PROGRAM_ADDRESS_V3 } from '@solana-program/memo'
import { getTransferSolInstruction } from '@solana-program/system'
import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { newReference, type Payment } from '@/lib/ledger/payment-build'
import type { LatestBlockhash } from '@/lib/ledger/port'
import { signTransaction } from '@/lib/ledger/transaction'

/** 0.01 SOL to a creator and a platform that were never seen before. */
export function makePayment(payer: string, change: Partial<Payment> = {}): Payment {
  return {
    payer,
    splits: [
      { role: 'creator', wallet: newKeypair().address, lamports: 9_000_000n },
      { role: 'platform', wallet: newKeypair().address, lamports: 1_000_000n },
    ],
    reference: newReference(),
    memo: randomUUID(),
    ...change,
  }
}

export function transferOf(from: string, to: string, lamports: bigint, reference?: string): Instruction {
  const plain = getTransferSolInstruction({
    source: createNoopSigner(from as Address),
    destination: to as Address,
    amount: lamports,
  })
  if (reference === undefined) return plain
  return {
    ...plain,
    accounts: [...plain.accounts, { address: reference as Address, role: AccountRole.READONLY }],
  }
}

export function memoOf(text: string): Instruction {
  return getAddMemoInstruction({ memo: text }, { programAddress: LEGACY_MEMO_PROGRAM_ADDRESS_V3 })
}

/** The instructions of an honest payment, to be tampered with. */
export function instructionsOf({ payer, splits, reference, memo }: Payment): Instruction[] {
  return [
    ...splits.map(({ wallet, lamports }) => transferOf(payer, wallet, lamports, reference)),
    memoOf(memo),
  ]
}

/**
 * What a wallet could hand in: any instructions, paid and signed by these keys, the first one paying. With version 0,
 * what it can take from `tables` comes from there.
 */
export function signed(
  instructions: Instruction[],
  { blockhash, lastValidBlockHeight }: LatestBlockhash,
  [payer, ...others]: [Keypair, ...Keypair[]],
  version: 'legacy' | 0 = 'legacy',
  tables: Record<Address, Address[]> = {},
): Uint8Array {
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (draft) => setTransactionMessageFeePayer(payer.address as Address, draft),
    (draft) =>
      setTransactionMessageLifetimeUsingBlockhash(
        { blockhash: blockhash as Blockhash, lastValidBlockHeight },
        draft,
      ),
    (draft) => appendTransactionMessageInstructions(instructions, draft),
    (draft) => compressTransactionMessageUsingAddressLookupTables(draft, tables),
  )
  const compiled = compileTransaction(version === 0 ? message : { ...message, version })
  const unsigned = Uint8Array.from(getTransactionEncoder().encode(compiled))
  return [payer, ...others].reduce(signTransaction, unsigned)
}

/** SetComputeUnitPrice of 1,000,000 micro-lamports: https://solana.com/docs/core/fees#prioritization-fees */
export function computeBudget(): Instruction {
  return {
    programAddress: 'ComputeBudget111111111111111111111111111111' as Address,
    data: Uint8Array.of(3, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0),
  }
}
