import type { FonanaEvent } from '@/lib/schema/events'
import type { Broker, BrokerListener } from './broker'

const LISTENING = Promise.resolve()

/** One process: what it commits is told to its own socket, and there is nobody else. */
export class MemoryBroker implements Broker {
  readonly shared = false
  #listener: BrokerListener | null = null

  publish(events: readonly FonanaEvent[]): void {
    this.#listener?.onEvents(events)
  }

  attach(listener: BrokerListener): void {
    this.#listener = listener
  }

  listen(): Promise<void> {
    return LISTENING
  }

  unlisten(): void {}

  ready(): boolean {
    return true
  }

  async close(): Promise<void> {
    this.#listener = null
  }
}
