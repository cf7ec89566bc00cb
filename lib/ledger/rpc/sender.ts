import { setTimeout as sleep } from 'node:timers/promises'
import type { LatestBlockhash, SendOptions, SendResult } from '@/lib/ledger/port'
import { type ReadTransaction, readTransaction, unsignedBy } from '@/lib/ledger/transaction'
import type { SolanaClient } from './endpoint'
import type { Endpoints } from './endpoints'
import { readExecuted } from './executed'
import { agreeOnFate } from './fate'
import { type NodeAnswer, sendTo } from './send'
import { readSignatures } from './signatures'
import { readStatus } from './statuses'

/** Blockhashes given out here, of which the end is known. */
const ISSUED_KEPT = 1_000
/** A node may know that a message has landed a moment before it can say where. */
const TRIES_FOR_KNOWN = 6
const TRY_AGAIN_MS = 400
/** More than a payer pays for while a blockhash lives. */
const RECENT = 50
const EXPIRED = 'Its blockhash has ended'

/** Relays signed bytes to all nodes at once, and makes one answer of theirs. */
export class Sender {
  readonly #endpoints: Endpoints
  readonly #issued = new Map<string, bigint>()

  constructor(endpoints: Endpoints) {
    this.#endpoints = endpoints
  }

  /** Remembers a blockhash and when it ends. */
  issued(latest: LatestBlockhash): LatestBlockhash {
    this.#issued.set(latest.blockhash, latest.lastValidBlockHeight)
    for (const oldest of this.#issued.keys()) {
      if (this.#issued.size <= ISSUED_KEPT) break
      this.#issued.delete(oldest)
    }
    return latest
  }

  async send(bytes: Uint8Array, { preflight = true }: SendOptions): Promise<SendResult> {
    const transaction = readTransaction(bytes)
    if (transaction === null) {
      const detail = 'Not a transaction that this ledger can execute'
      return { outcome: 'refused', signature: null, code: 'transaction_unreadable', detail, final: true }
    }
    const { signature } = transaction
    const [missing] = unsignedBy(transaction)
    if (signature === null || missing !== undefined) {
      const detail = `No valid signature by ${missing}`
      return { outcome: 'refused', signature, code: 'transaction_unsigned', detail, final: true }
    }
    try {
      const answers = await this.#endpoints.askAll(
        (rpc) => sendTo(rpc, bytes, preflight),
        ({ kind }) => kind === 'accepted',
      )
      return await this.#resultOf(answers, transaction, signature)
    } catch (error) {
      return { outcome: 'unavailable', detail: error instanceof Error ? error.message : String(error) }
    }
  }

  async #resultOf(
    answers: NodeAnswer[],
    transaction: ReadTransaction,
    signature: string,
  ): Promise<SendResult> {
    if (answers.some(({ kind }) => kind === 'accepted')) return { outcome: 'accepted', signature }
    // A node that has forgotten it, or is behind, may refuse what has long landed.
    const landed = await this.#findLanded(transaction, signature, answers)
    if (landed !== null) return { outcome: 'accepted', signature: landed }
    if (answers.some(({ kind }) => kind === 'known')) {
      return { outcome: 'unavailable', detail: 'The same message is being executed under another signature' }
    }
    for (const answer of answers) {
      if (answer.kind === 'refused') return { outcome: 'refused', signature, ...answer.error, final: false }
    }
    return this.#expiry(transaction.blockhash, signature)
  }

  /** The signature by which the message is on the ledger, if it is. */
  async #findLanded(
    transaction: ReadTransaction,
    signature: string,
    answers: NodeAnswer[],
  ): Promise<string | null> {
    const mustBeThere = answers.some(({ kind }) => kind === 'known')
    for (let tries = 1; ; tries += 1) {
      const { state } = await this.#endpoints.askUntil(
        (rpc) => readStatus(rpc, signature, { searchTransactionHistory: true }),
        (status) => status.state !== 'unknown',
      )
      if (state !== 'unknown') return signature
      if (!mustBeThere) return null
      const twin = await this.#endpoints.ask((rpc) => findTwin(rpc, transaction))
      if (twin !== null || tries === TRIES_FOR_KNOWN) return twin
      await sleep(TRY_AGAIN_MS)
    }
  }

  /** No node knows the blockhash, and none the transaction. */
  async #expiry(blockhash: string, signature: string): Promise<SendResult> {
    const lastValidBlockHeight = this.#issued.get(blockhash)
    const expired = { outcome: 'refused', signature, code: 'transaction_expired', detail: EXPIRED } as const
    // Of a blockhash from elsewhere it is not known whether it has ended or has not begun here.
    if (lastValidBlockHeight === undefined) return { ...expired, final: false }
    if ((await agreeOnFate(this.#endpoints, signature, lastValidBlockHeight)) === 'vanished') {
      return { ...expired, final: true }
    }
    const height = await this.#endpoints.ask((rpc) => rpc.getBlockHeight({ commitment: 'confirmed' }).send())
    if (height > lastValidBlockHeight) return { ...expired, final: false }
    return { outcome: 'unavailable', detail: 'The blockhash has not come to this node yet' }
  }
}

/** The signature under which the same message has just landed. It is among the last that its payer paid for. */
async function findTwin(rpc: SolanaClient, { feePayer, wire }: ReadTransaction): Promise<string | null> {
  const recent = await readSignatures(rpc, feePayer)
  for (const { signature } of recent.slice(0, RECENT)) {
    const executed = await readExecuted(rpc, signature)
    const message = executed === null ? undefined : readTransaction(executed.bytes)?.wire.messageBytes
    if (message !== undefined && Buffer.compare(Buffer.from(message), Buffer.from(wire.messageBytes)) === 0) {
      return signature
    }
  }
  return null
}
