import { type Base58EncodedBytes, getBase58Encoder, type Signature } from '@solana/kit'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { readTransaction } from '@/lib/ledger/transaction'
import type { SolanaClient } from './endpoint'
import { executionError } from './execution-error'

/** March 2020: the mainnet began, and no other chain is older. Seconds since 1970. */
const FIRST_BLOCK_TIME = 1_580_000_000n

/** Null while the node does not know it as confirmed. */
export async function readExecuted(
  rpc: SolanaClient,
  signature: string,
): Promise<ExecutedTransaction | null> {
  const found = await rpc
    .getTransaction(signature as Signature, {
      commitment: 'confirmed',
      encoding: 'base64',
      maxSupportedTransactionVersion: 0,
    })
    .send()
  if (found === null || found.meta === null) return null
  const { meta, slot, transaction } = found
  const bytes = Uint8Array.from(Buffer.from(transaction[0], 'base64'))
  const loadedAddresses = {
    writable: [...(meta.loadedAddresses?.writable ?? [])],
    readonly: [...(meta.loadedAddresses?.readonly ?? [])],
  }
  const accounts = [
    ...(readTransaction(bytes)?.accounts ?? []),
    ...loadedAddresses.writable,
    ...loadedAddresses.readonly,
  ]
  const nameOf = (index: number) => accounts[index] ?? ''
  return {
    signature,
    slot,
    executedAt: await readTime(rpc, slot, found.blockTime),
    bytes,
    loadedAddresses,
    error: executionError(meta.err),
    feeLamports: meta.fee,
    finalized: false,
    balances: accounts.map((address, index) => ({
      address,
      preLamports: meta.preBalances[index] ?? 0n,
      postLamports: meta.postBalances[index] ?? 0n,
    })),
    innerInstructions: (meta.innerInstructions ?? []).flatMap(({ index, instructions }) =>
      instructions.map((inner) => ({
        outerIndex: index,
        programAddress: nameOf(inner.programIdIndex),
        accounts: inner.accounts.map(nameOf),
        data: fromBase58(inner.data),
      })),
    ),
  }
}

/**
 * The cluster's estimate, in whole seconds. A block that was just made may have to be asked for it by itself, and
 * Surfpool 1.5.0 answers it in thousands of seconds beside a transaction.
 */
async function readTime(rpc: SolanaClient, slot: bigint, blockTime: bigint | null): Promise<Date> {
  const isGiven = blockTime !== null && blockTime >= FIRST_BLOCK_TIME
  const seconds = isGiven ? blockTime : await rpc.getBlockTime(slot).send()
  return new Date(Number(seconds) * 1000)
}

function fromBase58(data: Base58EncodedBytes): Uint8Array {
  return Uint8Array.from(getBase58Encoder().encode(data))
}
