/** What passes by itself is seen to have passed after so long: who subscribes now, how long ago something was. */
const KEPT_MS = 5_000

interface Entry<T> {
  value: T
  until: number
}

/**
 * Answers that are the same for everybody who has not signed in, kept for as long as nothing at all is written: then
 * they cannot be out of date. Where others may write too, nothing is kept.
 */
export class ResponseCache<T> {
  readonly #entries = new Map<string, Entry<T>>()
  #version: number | null = null
  #size = 0

  /** `version`: of the database. `sizeMax`: in bytes, roughly. */
  readonly version: () => number | null
  private readonly sizeMax: number

  constructor(version: () => number | null, sizeMax: number) {
    this.version = version
    this.sizeMax = sizeMax
  }

  find(key: string): T | undefined {
    if (this.#version !== this.version()) return undefined
    const entry = this.#entries.get(key)
    return entry !== undefined && entry.until > performance.now() ? entry.value : undefined
  }

  /** `version` is what it was before the first of the reads that the value stands on. */
  keep(key: string, version: number | null, value: T, valueSize: number): void {
    if (version === null || version !== this.version()) return
    // Whoever asks chooses the key: it counts too.
    const size = valueSize + key.length
    if (this.#version !== version || this.#size + size > this.sizeMax) {
      this.#entries.clear()
      this.#size = 0
      this.#version = version
    }
    if (size > this.sizeMax) return
    this.#entries.set(key, { value, until: performance.now() + KEPT_MS })
    this.#size += size
  }
}
