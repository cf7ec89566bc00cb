import { isAfter } from '@/lib/schema/positions'

export interface ChannelEntry {
  readonly channel: string
  /** Where the next subscription begins: everything up to here is in the data. Undefined: nothing is known. */
  position: string | undefined
  /** Asked for on the running connection and not yet answered, refused there, or answered. */
  state: 'idle' | 'asked' | 'refused' | 'subscribed'
  /** The position has gone back since it was asked for. */
  askAgain: boolean
}

interface Held extends ChannelEntry {
  holders: number
}

/** Which channels the page wants to hear, and how far it has heard each. It outlives connections. */
export class ChannelBook {
  readonly #entries = new Map<string, Held>()

  /** One more part of the page wants it. True when it has to be asked for, anew or from further back. */
  hold(channel: string, since: string | undefined): boolean {
    const entry = this.#entries.get(channel)
    if (entry === undefined) {
      this.#entries.set(channel, { channel, position: since, state: 'idle', askAgain: false, holders: 1 })
      return true
    }
    entry.holders += 1
    return since !== undefined && this.rewind(channel, since)
  }

  /** True when the last part of the page that wanted it is gone. */
  release(channel: string): boolean {
    const entry = this.#entries.get(channel)
    if (entry === undefined) return false
    entry.holders -= 1
    return entry.holders === 0
  }

  isHeld(channel: string): boolean {
    return (this.#entries.get(channel)?.holders ?? 0) > 0
  }

  drop(channel: string): void {
    this.#entries.delete(channel)
  }

  get(channel: string): ChannelEntry | undefined {
    return this.#entries.get(channel)
  }

  all(): ChannelEntry[] {
    return [...this.#entries.values()]
  }

  /** Goes back to data that is older than what was heard since. False when it is not older. */
  rewind(channel: string, since: string): boolean {
    const entry = this.#entries.get(channel)
    if (entry?.position === undefined || !isAfter(entry.position, since)) return false
    entry.position = since
    return true
  }

  /** The connection is gone. */
  disconnect(): void {
    for (const entry of this.#entries.values()) Object.assign(entry, { state: 'idle', askAgain: false })
  }
}
