import { batched } from '@/lib/batch'
import type { Log } from '@/lib/log'
import type { Authorization, Session } from '@/lib/realtime/authorization'
import type { Broker } from '@/lib/realtime/broker/broker'
import type { Connection } from './connection'
import type { Registry } from './registry'

interface SessionWatchOptions {
  registry: Registry
  broker: Broker
  authorization: Authorization
  log: Log
}

/** Finds the sessions that were ended elsewhere without this process having been told. */
export class SessionWatch {
  readonly #options: SessionWatchOptions
  readonly #isEnded: (sessionKey: string) => Promise<boolean>

  constructor(options: SessionWatchOptions) {
    this.#options = options
    this.#isEnded = batched(async (keys) => {
      const ended = await options.authorization.findEnded(keys)
      return (key) => ended.has(key)
    })
  }

  /** Enters a connection. Between the look at its token and the time when its end is heard it may have ended. */
  async enter(connection: Connection, session: Session): Promise<void> {
    const { registry, broker } = this.#options
    await registry.add(connection, session)
    if (broker.shared) await this.#look([session.sessionKey])
  }

  /** Looks at all sessions that are connected. */
  async lookAtAll(): Promise<void> {
    if (this.#options.broker.shared) await this.#look(this.#options.registry.sessionKeys())
  }

  async #look(sessionKeys: string[]): Promise<void> {
    const { registry, log } = this.#options
    try {
      await Promise.all(
        sessionKeys.map(async (key) => {
          if (await this.#isEnded(key)) registry.endSession(key)
        }),
      )
    } catch (error) {
      log.warn({ err: error }, 'socket: sessions could not be looked at, will try again')
    }
  }
}
