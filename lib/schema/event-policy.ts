import type { KindWithRight } from './channel-policy'
import type { EventData, EventType } from './events'

type Field<T extends EventType> = keyof EventData<T> & string
/** Fields without which the data is still what its schema says. */
type OptionalField<T extends EventType> = {
  [F in Field<T>]: undefined extends EventData<T>[F] ? F : never
}[Field<T>]

interface EventPolicy<T extends EventType> {
  /** On channels of this kind, who has not their right is sent the data without these fields. */
  redacted?: { on: KindWithRight; without: readonly OptionalField<T>[] }
  /** What is published after it is filtered anew: for the user of the `user` channel, or for all readers of its channel. */
  changesRights?: 'of-user' | 'of-readers'
  /** After it a channel of this kind may be there no more for some of its readers. */
  mayEnd?: KindWithRight
  /** The session of its channel is over. */
  endsSession?: true
  /** All sessions of the user of its channel are. */
  endsAllSessions?: true
  /**
   * Of those of a group that are `about` the same and come close together the newest is enough. Who it is `by` is sent
   * their own all the same.
   */
  merged?: { group: string; about: Field<T>; by: Field<T> }
}

const plain = {}
const likes = { group: 'likes', about: 'postId', by: 'userId' } as const

/** Event → what it does beside being sent. Total: the compiler asks for every event. */
export const eventPolicy: { readonly [T in EventType]: EventPolicy<T> } = {
  post_liked: { merged: likes },
  post_unliked: { merged: likes },
  comment_added: { redacted: { on: 'post', without: ['comment'] } },
  comment_deleted: plain,
  post_created: plain,
  // Price or tier may have changed with it.
  post_updated: { changesRights: 'of-readers' },
  post_deleted: { mayEnd: 'post' },
  creator_updated: plain,
  creator_deleted: plain,
  series_updated: plain,
  tier_updated: plain,
  'post-purchased': { changesRights: 'of-user' },
  'post-sold': plain,
  'subscription-updated': { changesRights: 'of-user' },
  'subscriber-updated': plain,
  'tip-received': plain,
  'purchase-reverted': { changesRights: 'of-user' },
  'refund-updated': plain,
  media_updated: plain,
  notification: plain,
  notification_read: plain,
  notifications_cleared: plain,
  account_deleted: { endsAllSessions: true },
  session_ended: { endsSession: true },
}

/** A policy as who knows no events by name reads it. */
export interface AnyEventPolicy {
  readonly redacted?: { readonly on: string; readonly without: readonly string[] }
  readonly changesRights?: 'of-user' | 'of-readers'
  readonly mayEnd?: string
  readonly endsSession?: true
  readonly endsAllSessions?: true
  readonly merged?: Readonly<Merging>
}

interface Merging {
  group: string
  about: string
  by: string
}

/** Null for an event that this version does not know: nobody may be sent it. */
export function policyOf(type: string): AnyEventPolicy | null {
  return Object.hasOwn(eventPolicy, type) ? eventPolicy[type as EventType] : null
}
