import type { SignatureEntry } from '@/lib/ledger/port'

/** How far the chain has been judged for good: everything in an earlier slot is final, and was looked at. */
export class Reach {
  #final: bigint
  #open: bigint | null = null

  constructor(from: bigint) {
    this.#final = from
  }

  saw({ slot, finalized }: SignatureEntry): void {
    if (!finalized) this.leftOpen(slot)
    else if (slot > this.#final) this.#final = slot
  }

  /** There is something in this slot that could not be judged yet. */
  leftOpen(slot: bigint): void {
    if (this.#open === null || slot < this.#open) this.#open = slot
  }

  /** The slot itself may still be under way. */
  get beforeSlot(): bigint {
    return this.#open !== null && this.#open < this.#final ? this.#open : this.#final
  }
}
