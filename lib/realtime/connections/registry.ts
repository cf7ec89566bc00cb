import type { NamedSession, Session } from '@/lib/realtime/authorization'
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
  readonly #ended = new Recently()
  readonly #left = new Recently()

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

  sessions(): NamedSession[] {
    return [...this.#bySession.keys()].flatMap((key) => {
      const [connection] = this.#bySession.of(key)
      return connection?.session ? [connection.session] : []
    })
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
    return this.#ended.at(sessionKey) > 0
  }

  /** Closes the sockets of a session that is over, and of those that are just coming in with it. */
  endSession(sessionKey: string): void {
    this.#ended.note(sessionKey)
    for (const connection of this.#bySession.of(sessionKey)) {
      connection.close(CLOSE.refused, 'Session ended')
    }
  }

  /** Closes all sockets of a user who is there no more, and those that are just coming in. */
  endSessionsOf(userId: string): void {
    this.#left.note(userId)
    for (const connection of this.#byUser.of(userId)) connection.close(CLOSE.refused, 'Session ended')
  }

  /** Whether a user has left since then, maybe after their token was found good. */
  hasLeftSince(userId: string, at: number): boolean {
    return this.#left.at(userId) >= at
  }

  /** What a user may have of channels may have changed. */
  forgetRights(userId: string): void {
    for (const connection of this.#byUser.of(userId)) {
      for (const subscription of connection.subscriptions.values()) subscription.forgetRight()
    }
  }
}

/** When something came to its end, as long as it may still matter. */
class Recently {
  readonly #ends = new Map<string, number>()

  note(key: string): void {
    const now = Date.now()
    for (const [known, endedAt] of this.#ends) {
      if (now - endedAt < ENDED_REMEMBERED_MS) break
      this.#ends.delete(known)
    }
    this.#ends.set(key, now)
  }

  /** 0 where it is not known. */
  at(key: string): number {
    return this.#ends.get(key) ?? 0
  }
}
