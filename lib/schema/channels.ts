import * as z from 'zod'
import { splitChannel } from './channel-names'
import { readersOf } from './channel-policy'
import { Id } from './common'

/** A channel that a client may ask for. */
export interface Channel {
  /** What the socket and the database call it. */
  name: string
  readers: Exclude<ReturnType<typeof readersOf>, 'nobody'>
  /** The id of what it is about. */
  subject: string
}

/**
 * The forms a client may write. The objects are those of older clients; `feed` there means the user's own channel.
 * `notifications` alone means the caller's own.
 */
export const ChannelRef = z.union([
  z.string().min(1).max(100),
  z.object({ type: z.literal('notifications'), userId: z.string().max(100).optional() }),
  z.object({ type: z.literal('creator'), id: z.string().max(100) }),
  z.object({ type: z.literal('post'), postId: z.string().max(100) }),
  z.object({ type: z.literal('feed'), userId: z.string().max(100).optional() }),
])
export type ChannelRef = z.infer<typeof ChannelRef>

/** Null when there is no such channel, or none that anybody may read. */
export function parseChannel(ref: ChannelRef, callerId: string): Channel | null {
  if (typeof ref === 'object') {
    switch (ref.type) {
      case 'notifications':
        return toChannel('notifications', ref.userId ?? callerId)
      case 'feed':
        return toChannel('user', ref.userId ?? callerId)
      case 'creator':
        return toChannel('creator', ref.id)
      case 'post':
        return toChannel('post', ref.postId)
    }
  }
  if (ref === 'notifications') return toChannel('notifications', callerId)
  const { kind, subject } = splitChannel(ref)
  return toChannel(kind, subject)
}

function toChannel(kind: string, id: string): Channel | null {
  const readers = readersOf(kind)
  if (readers === 'nobody') return null
  const subject = id.toLowerCase()
  // Of an owner there is one question only: is it the caller? Whoever else it may be is no business of theirs.
  if (readers !== 'owner' && !Id.safeParse(subject).success) return null
  return { name: `${kind}:${subject}`, readers, subject }
}
