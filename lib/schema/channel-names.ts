/** The text form of every channel: its kind and what it is about. Apart from `channels.ts`, so that pages need no zod. */
export const channels = {
  notifications: (userId: string) => `notifications:${userId}`,
  user: (userId: string) => `user:${userId}`,
  creator: (creatorId: string) => `creator:${creatorId}`,
  post: (postId: string) => `post:${postId}`,
  /** Internal, never subscribed to by a client: what every process must hear about one session. */
  session: (sessionKey: string) => `session:${sessionKey}`,
}

export type ChannelKind = keyof typeof channels

/** The parts of a channel's name. Its kind may be one that this version does not know. */
export function splitChannel(name: string): { kind: string; subject: string } {
  const colon = name.indexOf(':')
  return { kind: name.slice(0, Math.max(0, colon)), subject: name.slice(colon + 1) }
}
