import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FonanaEvent } from '@/lib/schema/events'
import { channelOf, postIdOf } from '../plan'

/** A server that is measured. All of them send the same events to who asked for the channel. */
export interface Contender {
  /** Resolves with its port. */
  start(): Promise<number>
  publish(event: FonanaEvent): void
  /** Publishes as the product does, with its write. Resolves with the moment of the commit, in µs. */
  commit(postIndex: number): Promise<number>
}

let offset = 0

/** An event of about 200 bytes. Its offsets go on from event to event of a channel. */
export function makeEvent(channel: string, offsetInChannel: number): FonanaEvent {
  offset += 1
  const postId = channel.slice('post:'.length)
  return {
    type: 'comment_deleted',
    channel,
    position: `bench.${offsetInChannel}`,
    at: new Date().toISOString(),
    data: { postId, commentId: postIdOf(offset), commentsCount: offset },
  }
}

/** A server that has no database: what it publishes is all it does. */
export function withoutDatabase(http: Server, publish: (event: FonanaEvent) => void): Contender {
  const offsets = new Map<string, number>()
  return {
    start: () =>
      new Promise((resolve) => {
        http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
      }),
    publish,
    async commit(postIndex) {
      const channel = channelOf(postIndex)
      const offsetInChannel = (offsets.get(channel) ?? 0) + 1
      offsets.set(channel, offsetInChannel)
      const at = microseconds()
      publish(makeEvent(channel, offsetInChannel))
      return at
    },
  }
}

/** On the clock that all processes of the machine share. */
export const microseconds = () => Number(process.hrtime.bigint() / 1000n)
