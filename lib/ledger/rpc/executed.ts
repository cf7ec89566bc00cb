import {
  type Base58EncodedBytes,
  getBase58Encoder,
  isSolanaError,
  type Signature,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_UNSUPPORTED_TRANSACTION_VERSION,
} from '@solana/kit'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { readTransaction } from '@/lib/ledger/transaction'
import type { SolanaClient } from './endpoint'
import { executionError } from './execution-error'

/** March 2020: the mainnet began, and no other chain is older. Seconds since 1970. */
const FIRST_BLOCK_TIME = 1_580_000_000n

/** A version that does not exist yet, so that each there will be is answered; Kit types those it knows. */
const ANY_VERSION = 255 as 1

/** Null while the node does not know it as confirmed. */
export async function readExecuted(
  rpc: SolanaClient,
  signature: string,
): Promise<ExecutedTransaction | null> {
  try {
    return await readKnown(rpc, signature)
  } catch (error) {
    if (!isSolanaError(error, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_UNSUPPORTED_TRANSACTION_VERSION))
      throw error
    return readNewer(rpc, signature)
  }
}

async function readKnown(rpc: SolanaClient, signature: string): Promise<ExecutedTransaction | null> {
  const found = await askKnown(rpc, signature)
  if (found === null || found.meta === null) return null
  const bytes = Uint8Array.from(Buffer.from(found.transaction[0], 'base64'))
  const facts = await readFacts(rpc, signature, found, found.meta, readTransaction(bytes)?.accounts ?? [])
  return { ...facts, bytes, message: null }
}

function askKnown(rpc: SolanaClient, signature: string) {
  return rpc
    .getTransaction(signature as Signature, {
      commitment: 'confirmed',
      encoding: 'base64',
      maxSupportedTransactionVersion: 0,
    })
    .send()
}

/** What we cannot read ourselves the node can: anybody may send such a thing, and it must not hide what others sent. */
async function readNewer(rpc: SolanaClient, signature: string): Promise<ExecutedTransaction | null> {
  const found = await rpc
    .getTransaction(signature as Signature, {
      commitment: 'confirmed',
      encoding: 'json',
      maxSupportedTransactionVersion: ANY_VERSION,
    })
    .send()
  if (found === null || found.meta === null) return null
  const { message, signatures } = found.transaction
  const { accountKeys, header, instructions } = message
  const facts = await readFacts(rpc, signature, found, found.meta, accountKeys)
  const nameOf = (index: number) => facts.balances[index]?.address ?? ''
  return {
    ...facts,
    bytes: new Uint8Array(),
    message: {
      signature: signatures[0] ?? null,
      signers: accountKeys.slice(0, header.numRequiredSignatures),
      instructions: instructions.map(({ programIdIndex, accounts, data }) => ({
        programAddress: nameOf(programIdIndex),
        accounts: accounts.map(nameOf),
        data: fromBase58(data),
      })),
    },
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof askKnown>>>

/** What is the same in every version. `ownAccounts` are those that the message names itself. */
async function readFacts(
  rpc: SolanaClient,
  signature: string,
  { slot, blockTime }: Pick<Found, 'slot' | 'blockTime'>,
  meta: NonNullable<Found['meta']>,
  ownAccounts: readonly string[],
): Promise<Omit<ExecutedTransaction, 'bytes' | 'message'>> {
  const loadedAddresses = {
    writable: [...(meta.loadedAddresses?.writable ?? [])],
    readonly: [...(meta.loadedAddresses?.readonly ?? [])],
  }
  const accounts = [...ownAccounts, ...loadedAddresses.writable, ...loadedAddresses.readonly]
  const nameOf = (index: number) => accounts[index] ?? ''
  return {
    signature,
    slot,
    executedAt: await readTime(rpc, slot, blockTime),
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
