import {
  type Base64EncodedWireTransaction,
  isSolanaError,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED,
  SOLANA_ERROR__TRANSACTION_ERROR__BLOCKHASH_NOT_FOUND,
} from '@solana/kit'
import type { ExecutionError } from '@/lib/ledger/port'
import type { SolanaClient } from './endpoint'
import { describeExecution } from './execution-error'

/** What one node says to signed bytes. */
export type NodeAnswer =
  | { kind: 'accepted' }
  /** The message has landed, under this signature or another one. */
  | { kind: 'known' }
  /** The blockhash has ended, or has not come to this node yet, or is of a block that this node does not have. */
  | { kind: 'blockhash-unknown' }
  | { kind: 'refused'; error: ExecutionError }

/** Throws when the node could not look at it. */
export async function sendTo(rpc: SolanaClient, bytes: Uint8Array, preflight: boolean): Promise<NodeAnswer> {
  try {
    await rpc
      .sendTransaction(Buffer.from(bytes).toString('base64') as Base64EncodedWireTransaction, {
        encoding: 'base64',
        // Whoever stored the bytes sends them again.
        maxRetries: 0n,
        preflightCommitment: 'confirmed',
        skipPreflight: !preflight,
      })
      .send()
    return { kind: 'accepted' }
  } catch (error) {
    if (!isSolanaError(error, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE))
      throw error
    const { cause } = error
    if (isSolanaError(cause, SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED)) return { kind: 'known' }
    if (isSolanaError(cause, SOLANA_ERROR__TRANSACTION_ERROR__BLOCKHASH_NOT_FOUND)) {
      return { kind: 'blockhash-unknown' }
    }
    if (!(cause instanceof Error)) throw error
    return { kind: 'refused', error: describeExecution(cause) }
  }
}
