import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { isAddress } from '@solana/kit'
import type { Network } from '@/lib/schema/network'
import { BlockClock } from './block-clock'
import { History } from './history'
import { type Entry, type Journal, memoryJournal, openJournal } from './journal'
import { type Keypair, keypairFromSeed } from './keypair'
import { Machine, type Moment } from './litesvm'
import { buildPayment, newReference } from './payment-build'
import {
  type AirdropResult,
  BLOCKHASH_LIFETIME_BLOCKS,
  type Confirmation,
  type ConfirmOptions,
  type ExecutedTransaction,
  type ExecutionError,
  type Fate,
  type Faucet,
  type LatestBlockhash,
  type Ledger,
  type Search,
  type SendOptions,
  type SendResult,
  type SignatureEntry,
  type SignatureStatus,
} from './port'
import { type ReadTransaction, readTransaction, signTransaction, unsignedBy } from './transaction'

/** What the faucet begins with, in lamports: 10 billion SOL. */
const FAUCET_LAMPORTS = 10_000_000_000_000_000_000n
const SEED_BYTES = 32

export interface EmbeddedLedgerOptions {
  /** Where its journal is kept. Without one it lives in memory. One process at a time. */
  folder?: string
  /** Milliseconds since 1970; the system's clock by default. */
  now?: () => number
}

export interface EmbeddedLedger extends Ledger, Faucet {}

/**
 * A ledger for trying out, on one machine: LiteSVM executes, a journal remembers.
 *
 * A transaction is in the journal before it is executed, so what `send` accepted is there after a crash. Opening
 * executes the journal again, about 2,000 transactions a second. What is executed is confirmed at once.
 * Unlike the network it takes no transaction with lookup tables or a durable nonce.
 */
export async function openEmbeddedLedger({
  folder,
  now = Date.now,
}: EmbeddedLedgerOptions = {}): Promise<EmbeddedLedger> {
  const begin = () => ({
    version: 1 as const,
    seed: randomBytes(SEED_BYTES).toString('base64'),
    startedAt: now(),
  })
  return new JournaledLedger(folder === undefined ? memoryJournal(begin()) : openJournal(folder, begin), now)
}

class JournaledLedger implements EmbeddedLedger {
  readonly #journal: Journal
  readonly #now: () => number
  readonly #clock: BlockClock
  readonly #faucet: Keypair
  readonly #machine = new Machine()
  readonly #history = new History()
  #open = true

  constructor(journal: Journal, now: () => number) {
    const { seed: encodedSeed, startedAt } = journal.beginning
    const seed = Buffer.from(encodedSeed, 'base64')
    this.#journal = journal
    this.#now = now
    this.#clock = new BlockClock(seed, startedAt, now)
    this.#faucet = keypairFromSeed(createHmac('sha256', seed).update('faucet').digest())
    this.#machine.endow(this.#faucet.address, FAUCET_LAMPORTS)
    for (const entry of journal.entries) this.#replay(entry)
  }

  async ready(): Promise<boolean> {
    return this.#open
  }

  async latestBlockhash(): Promise<LatestBlockhash> {
    const height = this.#clock.height()
    return {
      blockhash: this.#clock.blockhash(height),
      lastValidBlockHeight: height + BLOCKHASH_LIFETIME_BLOCKS,
    }
  }

  async network(): Promise<Network> {
    return 'embedded'
  }

  // Without an await, so that two sends of the same message cannot both be the first.
  async send(bytes: Uint8Array, { preflight = true }: SendOptions = {}): Promise<SendResult> {
    const transaction = readTransaction(bytes)
    if (transaction === null || transaction.lookups.length > 0) {
      return refusal(null, 'transaction_unreadable', 'Not a transaction that this ledger can execute')
    }
    const { signature } = transaction
    const [missing] = unsignedBy(transaction)
    if (signature === null || missing !== undefined) {
      return refusal(signature, 'transaction_unsigned', `No valid signature by ${missing}`)
    }
    const known = this.#history.signatureOf(transaction)
    if (known !== undefined) return { outcome: 'accepted', signature: known }
    if (!this.#clock.isLive(transaction.blockhash)) {
      return refusal(signature, 'transaction_expired', 'Its blockhash has ended')
    }

    const moment = { slot: this.#clock.height(), at: this.#now() }
    if (preflight) {
      const error = this.#machine.simulate(transaction, moment)
      if (error !== null) return { outcome: 'refused', signature, ...error, final: false }
    }
    if (!this.#open) return { outcome: 'unavailable', detail: 'The ledger is closed' }
    try {
      this.#journal.append({
        slot: moment.slot.toString(),
        at: moment.at,
        bytes: Buffer.from(bytes).toString('base64'),
      })
    } catch (error) {
      return { outcome: 'unavailable', detail: String(error) }
    }
    const error = this.#execute(bytes, transaction, moment)
    return error === null
      ? { outcome: 'accepted', signature }
      : { outcome: 'refused', signature, ...error, final: false }
  }

  async status(signature: string): Promise<SignatureStatus> {
    const executed = this.#history.find(signature)
    if (executed === undefined) return { state: 'unknown' }
    return { state: 'finalized', slot: executed.slot, error: executed.error }
  }

  async confirm(signature: string, { lastValidBlockHeight }: ConfirmOptions): Promise<Confirmation> {
    const executed = this.#history.find(signature)
    if (executed === undefined) {
      // Nothing is under way here: what is not known now has to be sent first.
      return { outcome: this.#clock.height() > lastValidBlockHeight ? 'expired' : 'pending' }
    }
    const { slot, error } = executed
    return error === null ? { outcome: 'confirmed', slot } : { outcome: 'failed', slot, error }
  }

  async transaction(signature: string): Promise<ExecutedTransaction | null> {
    return this.#history.find(signature) ?? null
  }

  async search(account: string): Promise<Search> {
    return { finalizedHeight: this.#clock.height(), signatures: this.#naming(account) }
  }

  async *history(account: string): AsyncIterable<SignatureEntry> {
    yield* this.#naming(account)
  }

  /** What is executed here stays; what is not known was never taken in. */
  async fate(signature: string, lastValidBlockHeight: bigint): Promise<Fate> {
    if (this.#history.find(signature) !== undefined) return 'finalized'
    return this.#clock.height() > lastValidBlockHeight ? 'vanished' : 'open'
  }

  async lookupTables(): Promise<Map<string, string[]>> {
    return new Map()
  }

  async balance(wallet: string): Promise<bigint> {
    return this.#machine.balance(wallet)
  }

  async airdrop(wallet: string, lamports: bigint): Promise<AirdropResult> {
    if (!isAddress(wallet)) return { ok: false, code: 'validation_failed', detail: 'Not a Solana address' }
    if (lamports <= 0n) return { ok: false, code: 'validation_failed', detail: 'Not a positive amount' }
    const unsigned = buildPayment(
      {
        payer: this.#faucet.address,
        splits: [{ role: 'creator', wallet, lamports }],
        reference: newReference(),
        memo: randomUUID(),
      },
      await this.latestBlockhash(),
    )
    const sent = await this.send(signTransaction(unsigned, this.#faucet))
    switch (sent.outcome) {
      case 'accepted':
        return { ok: true, signature: sent.signature }
      case 'unavailable':
        return { ok: false, code: 'unavailable', detail: sent.detail }
      case 'refused':
        return { ok: false, code: 'transaction_failed', detail: sent.detail }
    }
  }

  async close(): Promise<void> {
    if (!this.#open) return
    this.#open = false
    this.#journal.close()
  }

  #naming(account: string): SignatureEntry[] {
    return this.#history.naming(account).map(({ signature, slot, error, finalized }) => ({
      signature,
      slot,
      error,
      finalized,
    }))
  }

  #replay(entry: Entry): void {
    const bytes = Buffer.from(entry.bytes, 'base64')
    const transaction = readTransaction(bytes)
    if (transaction === null) throw new Error('The journal of the ledger holds what is no transaction')
    const slot = BigInt(entry.slot)
    this.#clock.reach(slot)
    this.#execute(bytes, transaction, { slot, at: entry.at })
  }

  /** Records what landed, be it as failed. Returns why it did not land. */
  #execute(bytes: Uint8Array, transaction: ReadTransaction, moment: Moment): ExecutionError | null {
    const { landed, ...execution } = this.#machine.execute(transaction, moment)
    if (!landed || transaction.signature === null) return execution.error
    this.#history.record(transaction, {
      signature: transaction.signature,
      slot: moment.slot,
      executedAt: new Date(moment.at),
      bytes: Uint8Array.from(bytes),
      message: null,
      loadedAddresses: { writable: [], readonly: [] },
      finalized: true,
      ...execution,
    })
    return null
  }
}

function refusal(
  signature: string | null,
  code: 'transaction_unreadable' | 'transaction_unsigned' | 'transaction_expired',
  detail: string,
): SendResult {
  return { outcome: 'refused', signature, code, detail, final: true }
}
