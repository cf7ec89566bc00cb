/** Who a token stands for. */
export interface Session {
  userId: string
  wallet: string
  /** Names the channel on which the end of this session is told. */
  sessionKey: string
  expiresAt: Date
}

/** What names a session, and whose it is. */
export type NamedSession = Pick<Session, 'userId' | 'sessionKey'>

/** What a user who may read a channel may have of it. */
export interface Right {
  /** Everything. Otherwise events are redacted. */
  full: boolean
  /** Null: for ever. */
  until: Date | null
}

/** What the socket asks about who may do what. It decides nothing of that itself. */
export interface Authorization {
  /** `reason` is a short code for the log; `userId` where the token names one. */
  authenticate(
    token: string,
  ): Promise<({ ok: true } & Session) | { ok: false; reason: string; userId?: string | undefined }>
  /** Of a channel that is not the user's own. Read after it was asked for. Null: for this user there is no such channel. */
  readRight(userId: string, channel: string): Promise<Right | null>
  /** The keys of those of these sessions that are over: ended, or their user is there no more. */
  findEnded(sessions: readonly NamedSession[]): Promise<ReadonlySet<string>>
}
