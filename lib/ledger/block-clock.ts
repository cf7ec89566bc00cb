import { createHmac, timingSafeEqual } from 'node:crypto'
import { getBase58Decoder, getBase58Encoder } from '@solana/kit'
import { BLOCKHASH_LIFETIME_BLOCKS } from './port'

const BLOCK_MS = 400
/** As on a network, nothing is executed in block 0, by which the book says that it does not know the block. */
const FIRST_BLOCK = 1n
const MAC_BYTES = 24
const BLOCKHASH_BYTES = 32

/**
 * The blocks of the embedded ledger: one per 400 ms since it began, counted when asked for, without a timer.
 *
 * A blockhash is a keyed hash of its block's number followed by the number itself. So nothing is kept about those
 * handed out, each is live for exactly 150 blocks, also across a restart, and nobody else can make one.
 */
export class BlockClock {
  readonly #seed: Uint8Array
  readonly #startedAt: number
  readonly #now: () => number
  #highest = 0n

  constructor(seed: Uint8Array, startedAt: number, now: () => number) {
    this.#seed = seed
    this.#startedAt = startedAt
    this.#now = now
  }

  /** Never goes back, even where the system's clock does. */
  height(): bigint {
    return this.reach(FIRST_BLOCK + BigInt(Math.floor((this.#now() - this.#startedAt) / BLOCK_MS)))
  }

  /** Takes note of a block that was seen in the past. */
  reach(block: bigint): bigint {
    if (block > this.#highest) this.#highest = block
    return this.#highest
  }

  blockhash(block: bigint): string {
    const bytes = new Uint8Array(BLOCKHASH_BYTES)
    new DataView(bytes.buffer).setBigUint64(MAC_BYTES, block)
    bytes.set(this.#mac(bytes.subarray(MAC_BYTES)))
    return getBase58Decoder().decode(bytes)
  }

  isLive(blockhash: string): boolean {
    const bytes = Uint8Array.from(getBase58Encoder().encode(blockhash))
    if (bytes.length !== BLOCKHASH_BYTES) return false
    if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.#mac(bytes.subarray(MAC_BYTES)))) return false
    const block = new DataView(bytes.buffer).getBigUint64(MAC_BYTES)
    return this.height() <= block + BLOCKHASH_LIFETIME_BLOCKS
  }

  #mac(block: Uint8Array): Uint8Array {
    return createHmac('sha256', this.#seed).update(block).digest().subarray(0, MAC_BYTES)
  }
}
