interface Wanted {
  readers: number
  /** Settles when the channel is heard. */
  heard: Promise<void>
  settle: () => void
}

/** Changes what is heard: all channels of one turn of the event loop together. Throws when it cannot now. */
type Ask = (wanted: string[], unwanted: string[]) => Promise<void>

/** Which channels are wanted here, by how many, and which of them are heard. */
export class ChannelDemand {
  readonly #ask: Ask
  readonly #wanted = new Map<string, Wanted>()
  /** Asked for on the running connection. */
  readonly #asked = new Set<string>()
  #changed = new Set<string>()
  #isSuspended = true

  constructor(ask: Ask) {
    this.#ask = ask
  }

  get isEmpty(): boolean {
    return this.#wanted.size === 0
  }

  /** Resolves when the channel is heard, or at once while nothing can be. */
  add(channel: string): Promise<void> {
    let entry = this.#wanted.get(channel)
    if (entry === undefined) {
      let settle = () => {}
      const heard = new Promise<void>((resolve) => {
        settle = resolve
      })
      entry = { readers: 0, heard, settle }
      this.#wanted.set(channel, entry)
      if (this.#isSuspended) settle()
      else if (this.#asked.has(channel)) settle()
      else this.#change(channel)
    }
    entry.readers += 1
    return entry.heard
  }

  remove(channel: string): void {
    const entry = this.#wanted.get(channel)
    if (entry === undefined) return
    entry.readers -= 1
    if (entry.readers > 0) return
    this.#wanted.delete(channel)
    entry.settle()
    this.#change(channel)
  }

  /** Nothing is heard for now: nobody waits for it. */
  suspend(): void {
    this.#isSuspended = true
    for (const { settle } of this.#wanted.values()) settle()
  }

  /** A new connection, on which nothing is heard yet: answers what has to be asked for. */
  restart(): string[] {
    this.#asked.clear()
    for (const channel of this.#wanted.keys()) this.#asked.add(channel)
    return [...this.#asked]
  }

  /** What `restart` answered is heard. Resolves when what came and went meanwhile is asked for too. */
  async resume(): Promise<void> {
    this.#isSuspended = false
    for (const channel of this.#wanted.keys()) this.#changed.add(channel)
    for (const channel of this.#asked) this.#changed.add(channel)
    await this.#flush()
  }

  #change(channel: string): void {
    if (this.#isSuspended) return
    this.#changed.add(channel)
    if (this.#changed.size === 1) setImmediate(() => void this.#flush())
  }

  async #flush(): Promise<void> {
    const changed = this.#changed
    this.#changed = new Set()
    const wanted = [...changed].filter((name) => this.#wanted.has(name) && !this.#asked.has(name))
    const unwanted = [...changed].filter((name) => !this.#wanted.has(name) && this.#asked.has(name))
    for (const name of wanted) this.#asked.add(name)
    for (const name of unwanted) this.#asked.delete(name)
    const entries = wanted.map((name) => this.#wanted.get(name))
    try {
      await this.#ask(wanted, unwanted)
    } catch {
      // The connection broke: the next one asks for everything again, and whoever waits must not wait for that.
    }
    for (const entry of entries) entry?.settle()
  }
}
