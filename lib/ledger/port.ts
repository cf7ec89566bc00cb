import type { ErrorCode } from '@/lib/errors'
import type { Network } from '@/lib/schema/network'

/**
 * What an account without data must hold to exist, in lamports: a payment that would leave a recipient with less
 * fails as a whole. https://solana.com/docs/core/accounts#rent
 */
export const ACCOUNT_MIN_LAMPORTS = 890_880n

/** A transaction may name a blockhash for 150 blocks: https://solana.com/docs/core/transactions#recent-blockhash */
export const BLOCKHASH_LIFETIME_BLOCKS = 150n

export interface LatestBlockhash {
  blockhash: string
  /** The last block height at which a transaction with this blockhash can still land. */
  lastValidBlockHeight: bigint
}

/** Why a transaction fails when it is executed. */
export interface ExecutionError {
  code: Extract<ErrorCode, 'insufficient_funds' | 'transaction_failed'>
  detail: string
}

export type SendRefusal =
  | ExecutionError['code']
  | Extract<ErrorCode, 'transaction_unreadable' | 'transaction_unsigned' | 'transaction_expired'>

/**
 * What came of handing over signed bytes.
 * - `accepted`: the ledger has it; follow it by `status` or `confirm`. It may have failed there. `signature` is the
 *   one the ledger knows it by: another one only if the same message had landed before under another signature.
 * - `refused`: it was not taken in and has charged nothing. `final`: these bytes can never land, so asking for
 *   another signature is safe. Otherwise they may still land until their blockhash ends, whoever sends them.
 * - `unavailable`: no answer, so it may or may not have been taken in. Send the same bytes again.
 */
export type SendResult =
  | { outcome: 'accepted'; signature: string }
  | { outcome: 'refused'; signature: string | null; code: SendRefusal; detail: string; final: boolean }
  | { outcome: 'unavailable'; detail: string }

export interface SendOptions {
  /** Refuse what would fail before it costs its sender a fee. On by default. */
  preflight?: boolean
}

export type SignatureStatus =
  | { state: 'unknown' }
  | { state: 'processed' | 'confirmed' | 'finalized'; slot: bigint; error: ExecutionError | null }

export interface ConfirmOptions {
  /** Of the blockhash the transaction names, or later. */
  lastValidBlockHeight: bigint
  /** How long to wait at most. */
  timeoutMs: number
}

/**
 * - `confirmed`, `failed`: executed and not to be undone.
 * - `expired`: never seen, and its blockhash has ended: it can never land.
 * - `pending`: not known when the time was up; ask again.
 */
export type Confirmation =
  | { outcome: 'confirmed'; slot: bigint }
  | { outcome: 'failed'; slot: bigint; error: ExecutionError }
  | { outcome: 'expired' }
  | { outcome: 'pending' }

export interface AccountBalance {
  address: string
  preLamports: bigint
  postLamports: bigint
}

export interface InnerInstruction {
  /** Position of the top-level instruction that caused it. */
  outerIndex: number
  programAddress: string
  accounts: string[]
  data: Uint8Array
}

/** What a transaction says, in the words of `ReadTransaction`. */
export interface ExecutedMessage {
  /** Base58; null while its fee payer has not signed. */
  signature: string | null
  /** The fee payer first. */
  signers: string[]
  instructions: { programAddress: string; accounts: string[]; data: Uint8Array }[]
}

/** The facts of an executed transaction, as the ledger states them: what a payment is checked against. */
export interface ExecutedTransaction {
  signature: string
  slot: bigint
  executedAt: Date
  /** The signed transaction in wire form; empty where the ledger does not give it. */
  bytes: Uint8Array
  /** As the ledger reads it, where `bytes` are of a version that we do not; null otherwise. */
  message: ExecutedMessage | null
  /** What its address lookup tables resolved to, in the order of the message: writable ones, then read-only ones. */
  loadedAddresses: { writable: string[]; readonly: string[] }
  /** Null: every instruction took effect. Otherwise only the fee was charged. */
  error: ExecutionError | null
  feeLamports: bigint
  /** Known not to be undone any more. False says nothing. */
  finalized: boolean
  /** Every account the transaction names, in its order, then those of its lookup tables. */
  balances: AccountBalance[]
  innerInstructions: InnerInstruction[]
}

export interface SignatureEntry {
  signature: string
  slot: bigint
  error: ExecutionError | null
  /** Known not to be undone any more. False says nothing. */
  finalized: boolean
}

export interface Search {
  /**
   * The height of the newest finalized block, read before the signatures and from the same node: a transaction that
   * they do not show and whose blockhash ended before this height can never land.
   */
  finalizedHeight: bigint
  /** All executed transactions that name the account, newest first: failed ones and strangers' junk too. */
  signatures: SignatureEntry[]
}

/**
 * What became of a transaction that was seen confirmed.
 * - `finalized`: it can never be undone.
 * - `open`: confirmed still, or nothing can be concluded yet.
 * - `vanished`: the finalized chain does not have it, and its blockhash has ended: it never will.
 */
export type Fate = 'finalized' | 'open' | 'vanished'

/**
 * The network payments run on. Addresses, signatures and blockhashes are base58 text, amounts are lamports.
 *
 * What can be expected is a value. Reads throw `AppError` with the code `unavailable` only when the network cannot
 * be asked; nothing may be concluded from that. Reads answer at the commitment `confirmed`: what `status` calls
 * confirmed, `transaction`, `search` and `history` know too, also after a restart or a crash.
 */
export interface Ledger {
  /** Is it able to serve? Never throws. */
  ready(): Promise<boolean>
  network(): Promise<Network>
  latestBlockhash(): Promise<LatestBlockhash>
  /** Relays signed bytes. Idempotent: the same message is executed once at most, however often it is sent. */
  send(bytes: Uint8Array, options?: SendOptions): Promise<SendResult>
  status(signature: string): Promise<SignatureStatus>
  /** Waits until the fate of a transaction is known or the time is up. Does not send it. */
  confirm(signature: string, options: ConfirmOptions): Promise<Confirmation>
  /** Null while it is not confirmed. */
  transaction(signature: string): Promise<ExecutedTransaction | null>
  /** What has happened under an account that few transactions name, such as a reference. */
  search(account: string): Promise<Search>
  /** The same for an account of any age: all executed transactions that name it, newest first, read as they are taken. */
  history(account: string): AsyncIterable<SignatureEntry>
  /** `lastValidBlockHeight` is that of the blockhash it names, or later. */
  fate(signature: string, lastValidBlockHeight: bigint): Promise<Fate>
  /** The accounts that each of these address lookup tables lists; one that is not there is absent. */
  lookupTables(addresses: readonly string[]): Promise<Map<string, string[]>>
  /** 0 for a wallet that was never opened. */
  balance(wallet: string): Promise<bigint>
  close(): Promise<void>
}

export type AirdropResult =
  | { ok: true; signature: string }
  | {
      ok: false
      code: ExecutionError['code'] | Extract<ErrorCode, 'validation_failed' | 'unavailable'>
      detail: string
    }

/** What only a ledger for trying out has: SOL from nowhere. */
export interface Faucet {
  /** Executed when it answers `ok`. Two equal airdrops are two. */
  airdrop(wallet: string, lamports: bigint): Promise<AirdropResult>
}
