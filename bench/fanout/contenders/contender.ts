import type { FonanaEvent } from '@/lib/schema/events'
import { postIdOf } from '../plan'

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

/** On the clock that all processes of the machine share. */
export const microseconds = () => Number(process.hrtime.bigint() / 1000n)
