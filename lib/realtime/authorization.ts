/** Who a token stands for. */
export interface Session {
  userId: string
  wallet: string
  /** What `session_ended` names when this session is signed out. */
  sessionKey: string
  expiresAt: Date
}

/** Whether a user has the content of a post, and until when; null: for ever. */
export interface PostRight {
  unlocked: boolean
  until: Date | null
}

/** What the socket asks about who may do what. It decides nothing of that itself. */
export interface Authorization {
  /** `reason` is a short code for the log; `userId` where the token names one. */
  authenticate(
    token: string,
  ): Promise<({ ok: true } & Session) | { ok: false; reason: string; userId?: string | undefined }>
  /** Read after it was asked for. Null: there is no such post. */
  postRight(userId: string, postId: string): Promise<PostRight | null>
  creatorExists(creatorId: string): Promise<boolean>
  /** Those of these sessions that are over. */
  findEnded(sessionKeys: readonly string[]): Promise<ReadonlySet<string>>
}
