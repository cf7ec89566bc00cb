import * as z from 'zod'
import { channels } from './channel-names'
import { Id } from './common'

/** A parsed channel name. Its text form is what the socket and the database use. */
export type Channel =
  | { kind: 'notifications'; userId: string }
  | { kind: 'user'; userId: string }
  | { kind: 'creator'; creatorId: string }
  | { kind: 'post'; postId: string }

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

/** Null when there is no such channel. */
export function parseChannel(ref: ChannelRef, callerId: string): Channel | null {
  if (typeof ref === 'object') {
    switch (ref.type) {
      case 'notifications':
        return named('notifications', ref.userId ?? callerId)
      case 'feed':
        return named('user', ref.userId ?? callerId)
      case 'creator':
        return named('creator', ref.id)
      case 'post':
        return named('post', ref.postId)
    }
  }
  if (ref === 'notifications') return named('notifications', callerId)
  const colon = ref.indexOf(':')
  return colon < 0 ? null : named(ref.slice(0, colon), ref.slice(colon + 1))
}

function named(kind: string, rawId: string): Channel | null {
  const id = rawId.toLowerCase()
  // Of a user there is one question only: is it the caller? Whoever else it may be is no business of theirs.
  if (kind === 'notifications' || kind === 'user') return { kind, userId: id }
  if (!Id.safeParse(id).success) return null
  switch (kind) {
    case 'creator':
      return { kind, creatorId: id }
    case 'post':
      return { kind, postId: id }
    default:
      return null
  }
}

export function channelName(channel: Channel): string {
  switch (channel.kind) {
    case 'notifications':
      return channels.notifications(channel.userId)
    case 'user':
      return channels.user(channel.userId)
    case 'creator':
      return channels.creator(channel.creatorId)
    case 'post':
      return channels.post(channel.postId)
  }
}
