import { setTimeout as sleep } from 'node:timers/promises'
import type { Address } from '@solana/kit'
import { AppError } from '@/lib/errors'
import type {
  Confirmation,
  ConfirmOptions,
  ExecutedTransaction,
  Fate,
  LatestBlockhash,
  Ledger,
  Search,
  SendOptions,
  SendResult,
  SignatureEntry,
  SignatureStatus,
} from '@/lib/ledger/port'
import type { Network } from '@/lib/schema/network'
import type { SolanaClient } from './endpoint'
import { type EndpointLog, Endpoints } from './endpoints'
import { readExecuted } from './executed'
import { agreeOnFate } from './fate'
import { readLookupTables } from './lookup-tables'
import { Sender } from './sender'
import { readAllSignatures, readSignatures, SIGNATURES_PER_PAGE } from './signatures'
import { readStatus } from './statuses'

/** About the length of a slot. */
const POLL_MS = 400
/** Whether it has expired is asked at the first look and then at each tenth: it takes several calls. */
const EXPIRY_EVERY_POLLS = 10
/** A node may know a status a moment before the transaction. */
const TRIES_FOR_KNOWN = 6

/** https://docs.anza.xyz/clusters/available */
const NETWORKS = new Map<string, Network>([
  ['5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d', 'mainnet'],
  ['EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG', 'devnet'],
  ['4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY', 'testnet'],
])

export interface RpcLedger extends Ledger {
  /** The genesis hashes of the nodes that answer: more than one means that they are not of one chain. */
  chains(): Promise<Set<string>>
}

/**
 * The Solana network, by way of one or more JSON-RPC addresses, the preferred one first. Nothing is asked before it is
 * needed. Addresses may hold keys: they are neither logged nor part of an error.
 */
export function openRpcLedger(urls: readonly string[], log: EndpointLog): RpcLedger {
  return new NetworkLedger(new Endpoints(urls, log))
}

class NetworkLedger implements RpcLedger {
  readonly #endpoints: Endpoints
  readonly #sender: Sender

  constructor(endpoints: Endpoints) {
    this.#endpoints = endpoints
    this.#sender = new Sender(endpoints)
  }

  chains(): Promise<Set<string>> {
    return this.#endpoints.chains()
  }

  async ready(): Promise<boolean> {
    // All at once: whoever asks does not wait for one that hangs.
    return this.#endpoints
      .askAll(
        (rpc) => rpc.getHealth().send(),
        () => true,
      )
      .then(
        () => true,
        () => false,
      )
  }

  async network(): Promise<Network> {
    return NETWORKS.get(await this.#endpoints.chain()) ?? 'local'
  }

  latestBlockhash(): Promise<LatestBlockhash> {
    return this.#endpoints.ask(async (rpc) => {
      const { value } = await rpc.getLatestBlockhash({ commitment: 'confirmed' }).send()
      const { blockhash, lastValidBlockHeight } = value
      return this.#sender.issued({ blockhash, lastValidBlockHeight })
    })
  }

  send(bytes: Uint8Array, options: SendOptions = {}): Promise<SendResult> {
    return this.#sender.send(bytes, options)
  }

  status(signature: string): Promise<SignatureStatus> {
    return this.#status(signature, true)
  }

  async confirm(
    signature: string,
    { lastValidBlockHeight, timeoutMs }: ConfirmOptions,
  ): Promise<Confirmation> {
    const endsAt = performance.now() + timeoutMs
    for (let polls = 0; ; polls += 1) {
      const looksForEnd = polls % EXPIRY_EVERY_POLLS === 0
      const status = await this.#status(signature, looksForEnd).catch(() => null)
      if (status?.state === 'confirmed' || status?.state === 'finalized') {
        const { slot, error } = status
        return error === null ? { outcome: 'confirmed', slot } : { outcome: 'failed', slot, error }
      }
      if (looksForEnd && status?.state === 'unknown') {
        const fate = await this.fate(signature, lastValidBlockHeight).catch(() => null)
        if (fate === 'vanished') return { outcome: 'expired' }
      }
      const leftMs = endsAt - performance.now()
      if (leftMs <= 0 || this.#endpoints.closed.aborted) return { outcome: 'pending' }
      await sleep(Math.min(POLL_MS, leftMs))
    }
  }

  async transaction(signature: string): Promise<ExecutedTransaction | null> {
    const read = (rpc: SolanaClient) => readExecuted(rpc, signature)
    for (let tries = 1; ; tries += 1) {
      const found = await this.#endpoints.askUntil(read, (executed) => executed !== null)
      if (found !== null) return found
      const { state } = await this.#status(signature, true)
      if (state === 'unknown' || state === 'processed') return null
      if (tries === TRIES_FOR_KNOWN) {
        throw new AppError('unavailable', { detail: 'A node does not say what it has executed.' })
      }
      await sleep(POLL_MS)
    }
  }

  search(account: string): Promise<Search> {
    return this.#endpoints.ask(async (rpc) => {
      // What is final stood among the confirmed some 30 blocks ago: that also covers nodes behind one address that are
      // not equally far.
      const finalizedHeight = await rpc.getBlockHeight({ commitment: 'finalized' }).send()
      return { finalizedHeight, signatures: await readAllSignatures(rpc, account) }
    })
  }

  async *history(account: string): AsyncIterable<SignatureEntry> {
    const ask = this.#endpoints.atOne()
    let before: string | undefined
    for (;;) {
      const page = await ask((rpc) => readSignatures(rpc, account, before))
      yield* page
      if (page.length < SIGNATURES_PER_PAGE) return
      before = page.at(-1)?.signature
    }
  }

  fate(signature: string, lastValidBlockHeight: bigint): Promise<Fate> {
    return agreeOnFate(this.#endpoints, signature, lastValidBlockHeight)
  }

  async lookupTables(addresses: readonly string[]): Promise<Map<string, string[]>> {
    if (addresses.length === 0) return new Map()
    return this.#endpoints.ask((rpc) => readLookupTables(rpc, addresses))
  }

  balance(wallet: string): Promise<bigint> {
    return this.#endpoints.ask(async (rpc) => {
      const { value } = await rpc.getBalance(wallet as Address, { commitment: 'confirmed' }).send()
      return value
    })
  }

  async close(): Promise<void> {
    this.#endpoints.close()
  }

  async #status(signature: string, searchTransactionHistory: boolean): Promise<SignatureStatus> {
    return this.#endpoints.askUntil(
      async (rpc) => {
        const { contextSlot, ...status } = await readStatus(rpc, signature, { searchTransactionHistory })
        return status
      },
      ({ state }) => state !== 'unknown',
    )
  }
}
