import { createHash } from 'node:crypto'
import { atMost } from '@/lib/domain/concurrency'
import { AppError } from '@/lib/errors'
import type { CardFacts } from './card'
import { drawCard } from './draw'

const KEPT_BYTES_MAX = 16 * 1024 * 1024
/** Whoever waits longer than these are drawn comes again. */
const WAITING_MAX = 40
/** Another look is another version. */
const LOOK = 1

export interface WantedCard {
  facts: CardFacts
  /** Names the picture behind it: another picture is another id. */
  pictureId: string | null
  /** Reads it; null where it is gone. */
  readPicture(): Promise<Uint8Array | null>
}

/** Named by all that is drawn, so that a card that is kept is never out of date. */
export function versionOf({ facts, pictureId }: WantedCard): string {
  return createHash('sha256')
    .update(JSON.stringify([LOOK, facts, pictureId]))
    .digest('base64url')
    .slice(0, 22)
}

/** Cards as they were drawn, those asked for last; one is drawn at a time, as letters are set where requests are served. */
export class Cards {
  readonly #kept = new Map<string, Buffer>()
  readonly #underway = new Map<string, Promise<Buffer>>()
  readonly #inTurn = atMost(1)
  #size = 0

  /** Throws `unavailable` where too many wait. */
  async find(wanted: WantedCard): Promise<Buffer> {
    const version = versionOf(wanted)
    const kept = this.#kept.get(version)
    if (kept !== undefined) {
      this.#kept.delete(version)
      this.#kept.set(version, kept)
      return kept
    }
    const begun = this.#underway.get(version)
    if (begun !== undefined) return begun
    if (this.#underway.size >= WAITING_MAX) throw new AppError('unavailable')
    const drawing = this.#inTurn(async () => drawCard(wanted.facts, await wanted.readPicture()))
      .then((card) => {
        this.#keep(version, card)
        return card
      })
      .finally(() => this.#underway.delete(version))
    this.#underway.set(version, drawing)
    return drawing
  }

  #keep(version: string, card: Buffer): void {
    this.#kept.set(version, card)
    this.#size += card.length
    for (const [oldest, { length }] of this.#kept) {
      if (this.#size <= KEPT_BYTES_MAX) return
      this.#kept.delete(oldest)
      this.#size -= length
    }
  }
}
