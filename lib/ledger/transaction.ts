import {
  type Address,
  getBase58Decoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  getTransactionEncoder,
  type SignatureBytes,
  type Transaction,
} from '@solana/kit'
import { type Keypair, verifySignature } from './keypair'

/** A packet on the network: https://solana.com/docs/core/transactions#transaction-size */
const TRANSACTION_BYTES_MAX = 1232

export interface Instruction {
  programAddress: string
  accounts: string[]
  data: Uint8Array
}

/** Accounts that a transaction takes from one address lookup table, by their places in it. */
interface Lookup {
  table: string
  writable: readonly number[]
  readonly: readonly number[]
}

/** What the lookup tables of a transaction resolve to, in the order of the message. */
export interface LoadedAddresses {
  writable: readonly string[]
  readonly: readonly string[]
}

const NOTHING_LOADED: LoadedAddresses = { writable: [], readonly: [] }

/** A transaction as it came over the wire, legacy or version 0. */
export interface ReadTransaction {
  /** Base58 of the fee payer's signature, which names the transaction; null while it is missing. */
  signature: string | null
  feePayer: string
  /** Who must sign, the fee payer first. None of them can come from a lookup table. */
  signers: string[]
  /** The accounts it names itself, in its order. */
  accounts: string[]
  /** Where further accounts come from. */
  lookups: Lookup[]
  blockhash: string
  /** The top-level instructions. Empty while it is not known what its lookup tables resolve to. */
  instructions: Instruction[]
  wire: Transaction
}

/**
 * Null when the bytes are not exactly one transaction of a version that we handle. `loaded` is what its lookup tables
 * resolve to: `resolveLookups` before it is executed, `loadedAddresses` of the ledger afterwards.
 */
export function readTransaction(bytes: Uint8Array, loaded = NOTHING_LOADED): ReadTransaction | null {
  if (bytes.length > TRANSACTION_BYTES_MAX) return null
  try {
    return decode(bytes, loaded)
  } catch {
    return null
  }
}

/**
 * Null when a table is not there or does not have what is taken from it. An entry of a table never changes, and a table
 * that was closed never comes back, so what was resolved once is what will be executed:
 * https://docs.anza.xyz/proposals/versioned-transactions
 */
export function resolveLookups(
  { lookups }: ReadTransaction,
  tables: ReadonlyMap<string, readonly string[]>,
): LoadedAddresses | null {
  const take = (kind: 'writable' | 'readonly') =>
    lookups.flatMap((lookup) => lookup[kind].map((index) => tables.get(lookup.table)?.[index]))
  const isFound = (account: string | undefined): account is string => account !== undefined
  const writable = take('writable')
  const readonly = take('readonly')
  return writable.every(isFound) && readonly.every(isFound) ? { writable, readonly } : null
}

function decode(bytes: Uint8Array, loaded: LoadedAddresses): ReadTransaction | null {
  const wire = getTransactionDecoder().decode(bytes)
  const [message, end] = getCompiledTransactionMessageDecoder().read(wire.messageBytes, 0)
  if (end !== wire.messageBytes.length) return null
  if (message.version !== 'legacy' && message.version !== 0) return null

  const accounts: string[] = [...message.staticAccounts]
  const signers = accounts.slice(0, message.header.numSignerAccounts)
  const feePayer = signers[0]
  if (feePayer === undefined || new Set(accounts).size !== accounts.length) return null

  const lookups = (message.version === 0 ? (message.addressTableLookups ?? []) : []).map(
    ({ lookupTableAddress, writableIndexes, readonlyIndexes }) => ({
      table: lookupTableAddress as string,
      writable: writableIndexes,
      readonly: readonlyIndexes,
    }),
  )
  const resolved = (['writable', 'readonly'] as const).every(
    (kind) => loaded[kind].length === lookups.reduce((sum, lookup) => sum + lookup[kind].length, 0),
  )
  const named = [...accounts, ...loaded.writable, ...loaded.readonly]
  const nameOf = (index: number): string => {
    const name = named[index]
    if (name === undefined) throw new RangeError(`No account ${index}`)
    return name
  }
  const signature = wire.signatures[feePayer as Address]
  return {
    signature: signature ? getBase58Decoder().decode(signature) : null,
    feePayer,
    signers,
    accounts,
    lookups,
    blockhash: message.lifetimeToken,
    instructions: resolved
      ? message.instructions.map((instruction) => ({
          programAddress: nameOf(instruction.programAddressIndex),
          accounts: (instruction.accountIndices ?? []).map(nameOf),
          data: Uint8Array.from(instruction.data ?? []),
        }))
      : [],
    wire,
  }
}

/** The signers whose Ed25519 signature is missing or wrong. */
export function unsignedBy(transaction: ReadTransaction): string[] {
  const message = Uint8Array.from(transaction.wire.messageBytes)
  return transaction.signers.filter((signer) => {
    const signature = transaction.wire.signatures[signer as Address]
    return !signature || !verifySignature(signer, message, signature)
  })
}

/** Base58 of the signature that names a signed transaction. Null when unreadable or not signed by its fee payer. */
export function transactionSignature(bytes: Uint8Array): string | null {
  return readTransaction(bytes)?.signature ?? null
}

/** Adds this key's signature. Throws when the bytes are no transaction or the key is none of its signers. */
export function signTransaction(bytes: Uint8Array, keypair: Keypair): Uint8Array {
  const transaction = readTransaction(bytes)
  if (!transaction?.signers.includes(keypair.address)) {
    throw new TypeError(`Not a transaction for ${keypair.address} to sign`)
  }
  const { messageBytes, signatures } = transaction.wire
  const signature = keypair.sign(Uint8Array.from(messageBytes)) as SignatureBytes
  const signed = { messageBytes, signatures: { ...signatures, [keypair.address]: signature } }
  return Uint8Array.from(getTransactionEncoder().encode(signed))
}
