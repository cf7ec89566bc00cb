import { batched } from '@/lib/batch'
import type { Log } from '@/lib/log'
import type { Authorization, NamedSession, Session } from '@/lib/realtime/authorization'
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
      const sessions = keys.map(parseKey)
      const ended = await options.authorization.findEnded(sessions)
      return (key) => ended.has(parseKey(key).sessionKey)
    })
  }

  /** Enters a connection. Between the look at its token and the time when its end is heard it may have ended. */
  async enter(connection: Connection, session: Session): Promise<void> {
    const { registry, broker } = this.#options
    await registry.add(connection, session)
    if (broker.shared) await this.#look([session])
  }

  /** Looks at all sessions that are connected. */
  async lookAtAll(): Promise<void> {
    if (this.#options.broker.shared) await this.#look(this.#options.registry.sessions())
  }

  async #look(sessions: NamedSession[]): Promise<void> {
    const { registry, log } = this.#options
    try {
      await Promise.all(
        sessions.map(async ({ userId, sessionKey }) => {
          if (await this.#isEnded(`${userId} ${sessionKey}`)) registry.endSession(sessionKey)
        }),
      )
    } catch (error) {
      log.warn({ err: error }, 'socket: sessions could not be looked at, will try again')
    }
  }
}

/** An id has no blanks; the key of a session may have some. */
function parseKey(key: string): NamedSession {
  const end = key.indexOf(' ')
  return { userId: key.slice(0, end), sessionKey: key.slice(end + 1) }
}
