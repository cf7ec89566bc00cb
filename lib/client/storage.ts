/**
 * What this browser remembers for the site. It may refuse, have no storage, or be full: then this page alone
 * remembers, for as long as it lives.
 */
class Memory {
  readonly #own = new Map<string, string>()
  /** Asking for the storage may throw already. */
  private readonly storage: () => Storage | null | undefined

  constructor(storage: () => Storage | null | undefined) {
    this.storage = storage
  }

  get(key: string): string | null {
    const own = this.#own.get(key)
    if (own !== undefined) return own
    try {
      return this.storage()?.getItem(key) ?? null
    } catch {
      return null
    }
  }

  /** Answers whether the browser has it, and not this page alone. */
  set(key: string, value: string): boolean {
    this.#own.delete(key)
    try {
      const storage = this.storage()
      storage?.setItem(key, value)
      if (storage?.getItem(key) === value) return true
    } catch {
      // Kept here, then.
    }
    this.#own.set(key, value)
    return false
  }

  remove(key: string): void {
    this.#own.delete(key)
    try {
      this.storage()?.removeItem(key)
    } catch {
      // What cannot be read cannot be kept either.
    }
  }
}

/** Of this browser. */
export const browserMemory = new Memory(() => globalThis.localStorage)
/** Of this tab. */
export const tabMemory = new Memory(() => globalThis.sessionStorage)
