import type { Readable } from 'node:stream'

/** Samples a second: enough to see how loud it is. */
export const LOUDNESS_HERTZ = 8_000
const PEAKS = 200
const LOUDEST = 32_768

/** The loudest moment of each of 200 parts of a recording, out of its samples as they come: 16 bits, the lower byte first. */
export class Loudness {
  readonly #peaks: number[] = []
  readonly #perPeak: number
  #samples = 0
  /** A sample may be cut in two. */
  #half: number | null = null

  constructor(durationMs: number) {
    this.#perPeak = Math.max(1, Math.ceil((durationMs / 1_000) * LOUDNESS_HERTZ) / PEAKS)
  }

  async read(stdout: Readable): Promise<void> {
    for await (const chunk of stdout as AsyncIterable<Buffer>) this.add(chunk)
  }

  add(chunk: Buffer): void {
    let at = 0
    if (this.#half !== null && chunk.length > 0) {
      this.#take(((this.#half | ((chunk[0] ?? 0) << 8)) << 16) >> 16)
      this.#half = null
      at = 1
    }
    for (; at + 1 < chunk.length; at += 2) this.#take(chunk.readInt16LE(at))
    if (at < chunk.length) this.#half = chunk[at] ?? 0
  }

  /** 0 to 100 each; null where there was nothing. */
  peaks(): number[] | null {
    if (this.#samples === 0) return null
    return this.#peaks.map((peak) => Math.round((peak / LOUDEST) * 100))
  }

  #take(sample: number): void {
    const place = Math.min(PEAKS - 1, Math.floor(this.#samples / this.#perPeak))
    this.#peaks[place] = Math.max(this.#peaks[place] ?? 0, Math.abs(sample))
    this.#samples += 1
  }
}
