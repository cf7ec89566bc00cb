import type { FonanaEvent } from '@/lib/schema/events'

/** What the socket of this process wants to hear from a broker. */
export interface BrokerListener {
  /** Events that were committed, here or elsewhere. May come twice, out of order, or not at all. */
  onEvents(events: readonly FonanaEvent[]): void
  /** Something may have been missed: what matters has to be read from the database. */
  onGap(): void
  /** Nothing arrives for now: said again and again until `onGap`. */
  onAway(): void
}

/**
 * How processes tell each other what they have committed. A hint: whoever must not miss anything looks into the
 * event table, at once after `onGap` and now and then without it.
 */
export interface Broker {
  /** Whether other processes commit too: then what this one was told is not the order of all commits. */
  readonly shared: boolean
  /** Hands on what this process has committed. Never throws and never waits. */
  publish(events: readonly FonanaEvent[]): void
  /** There is one listener, the socket; a process without one only publishes. */
  attach(listener: BrokerListener): void
  /**
   * Hears a channel until `unlisten`, as often as it was asked for. Resolves when what is published from then on
   * arrives, or when it is clear that it will not for now; then `onGap` follows when it does again.
   */
  listen(channel: string): Promise<void>
  unlisten(channel: string): void
  /** Whether messages arrive. Never throws. */
  ready(): boolean
  close(): Promise<void>
}
