import type { Log } from '@/lib/log'
import type { Hub } from '@/lib/realtime/channels/hub'
import type { SessionWatch } from '@/lib/realtime/connections/session-watch'

/** How far to look: at everything, or at what was written in the last seconds. */
type Reach = 'all' | 'recent'

/** Looks in the database for what this process was not told of. One look at a time; who asks meanwhile gets another. */
export class CatchUp {
  readonly #hub: Hub
  readonly #watch: SessionWatch
  readonly #log: Log
  #next: Reach | null = null
  #isRunning = false

  constructor(hub: Hub, watch: SessionWatch, log: Log) {
    this.#hub = hub
    this.#watch = watch
    this.#log = log
  }

  look(reach: Reach): void {
    if (this.#next !== 'all') this.#next = reach
    if (!this.#isRunning) void this.#run()
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    for (let reach = this.#next; reach !== null; reach = this.#next) {
      this.#next = null
      try {
        // First who may hear, then what there is to hear.
        await this.#watch.lookAtAll()
        await (reach === 'all' ? this.#hub.heal() : this.#hub.healRecent())
      } catch (error) {
        this.#log.warn({ err: error }, 'socket: channels could not be compared with the event table')
      }
    }
    this.#isRunning = false
  }
}
