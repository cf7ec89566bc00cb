import type { ChannelKind } from './channel-names'

interface ChannelPolicy {
  /**
   * `owner`: the user whose id the channel carries. `anybody`: every user, if there is what the channel is about.
   * `nobody`: it is between processes.
   */
  readers: 'owner' | 'anybody' | 'nobody'
  /** What a reader may have there or not: events can be redacted for who has it not. */
  right: 'unlocked' | null
}

/** Kind of channel → who may read it. Total: the compiler asks for every kind, and for how to read its rights. */
export const channelPolicy = {
  notifications: { readers: 'owner', right: null },
  user: { readers: 'owner', right: null },
  creator: { readers: 'anybody', right: null },
  post: { readers: 'anybody', right: 'unlocked' },
  session: { readers: 'nobody', right: null },
} as const satisfies Record<ChannelKind, ChannelPolicy>

type KindWhere<Part extends Partial<ChannelPolicy>> = {
  [K in ChannelKind]: (typeof channelPolicy)[K] extends Part ? K : never
}[ChannelKind]

/** Kinds whose name does not say who may read them: it has to be looked up. */
export type SharedKind = Exclude<ChannelKind, KindWhere<{ readers: 'owner' | 'nobody' }>>

/** Kinds in which not every reader has the same right. */
export type KindWithRight = Exclude<ChannelKind, KindWhere<{ right: null }>>

/** Who may read a kind of channel. A kind that is not in the policy is readable by nobody. */
export function readersOf(kind: string): ChannelPolicy['readers'] {
  return isKind(kind) ? channelPolicy[kind].readers : 'nobody'
}

function isKind(kind: string): kind is ChannelKind {
  return Object.hasOwn(channelPolicy, kind)
}
