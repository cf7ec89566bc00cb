/** The text form of every channel. Apart from `channels.ts`, so that pages need no zod. */
export const channels = {
  notifications: (userId: string) => `notifications:${userId}`,
  user: (userId: string) => `user:${userId}`,
  creator: (creatorId: string) => `creator:${creatorId}`,
  post: (postId: string) => `post:${postId}`,
  /** Internal, never subscribed to by a client: what every process must hear about one session. */
  session: (sessionKey: string) => `session:${sessionKey}`,
}
