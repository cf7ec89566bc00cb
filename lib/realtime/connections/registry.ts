import type { Session } from '@/lib/realtime/authorization'
import type { Broker } from '@/lib/realtime/broker/broker'
import type { Subscription } from '@/lib/realtime/channels/subscription'
import { channels } from '@/lib/schema/channel-names'
import { CLOSE } from '@/lib/schema/socket-protocol'
import type { Connection } from './connection'
import { Multimap } from './multimap'

/** A session may end while its token is being looked at; how long that can take at most. */
const ENDED_REMEMBERED_MS = 60_000

/** Who is connected, by user and by session. */
export class Registry {
  readonly #broker: Broker
  readonly #byUser = new Multimap<Connection>()
  readonly #bySession = new Multimap<Connection>()
  readonly #ended = new Map<string, number>()

  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** Resolves when what concerns the session or its user is heard: what came before has to be looked up. */
  async add(connection: Connection, { userId, sessionKey }: Session): Promise<void> {
    this.#byUser.add(userId, connection)
    this.#bySession.add(sessionKey, connection)
    await Promise.all([
      this.#broker.listen(channels.user(userId)),
      this.#broker.listen(channels.session(sessionKey)),
    ])
  }

  remove(connection: Connection, { userId, sessionKey }: Session): void {
    this.#byUser.delete(userId, connection)
    this.#bySession.delete(sessionKey, connection)
    this.#broker.unlisten(channels.user(userId))
    this.#broker.unlisten(channels.session(sessionKey))
  }

  sessionKeys(): string[] {
    return [...this.#bySession.keys()]
  }

  *subscriptionsOf(userId: string, channel: string): Iterable<Subscription> {
    for (const connection of this.#byUser.of(userId)) {
      const subscription = connection.subscriptions.get(channel)
      if (subscription !== undefined) yield subscription
    }
  }

  countOf(userId: string): number {
    return this.#byUser.sizeOf(userId)
  }

  /** Whether a session ended a moment ago, maybe after its token was found good. */
  hasJustEnded(sessionKey: string): boolean {
    return this.#ended.has(sessionKey)
  }

  /** Closes the sockets of a session that is over, and of those that are just coming in with it. */
  endSession(sessionKey: string): void {
    const now = Date.now()
    for (const [key, endedAt] of this.#ended) {
      if (now - endedAt < ENDED_REMEMBERED_MS) break
      this.#ended.delete(key)
    }
    this.#ended.set(sessionKey, now)
    for (const connection of this.#bySession.of(sessionKey)) {
      connection.close(CLOSE.refused, 'Session ended')
    }
  }

  /** What a user may have of channels may have changed. */
  forgetRights(userId: string): void {
    for (const connection of this.#byUser.of(userId)) {
      for (const subscription of connection.subscriptions.values()) subscription.forgetRight()
    }
  }
}
