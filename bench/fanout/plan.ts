/** What all parts of the bench agree on: who connects, what they read, with which token. */

export const CONNECTIONS = 5_000
export const READERS = 1_000
export const SMALL_CHANNELS = 1_000

export type ContenderName = 'fonana' | 'ws' | 'socket.io'
export const CONTENDERS: readonly ContenderName[] = ['fonana', 'ws', 'socket.io']

/** The key of all three servers, as text and as bytes. */
export const SECRET = 'the key of the bench, 32 bytes at the very least'
/** Ends a token far enough away. */
const TOKEN_SECONDS = 3_600

const uuid = (kind: number, index: number) =>
  `00000000-0000-7000-800${kind}-${index.toString(16).padStart(12, '0')}`

export const AUTHOR_ID = uuid(0, 0)
export const userIdOf = (index: number) => uuid(1, index)
export const walletOf = (index: number) => `wallet-${index}`
export const postIdOf = (index: number) => uuid(2, index)
export const channelOf = (postIndex: number) => `post:${postIdOf(postIndex)}`

/** The posts of the two channels whose events are really committed: nothing else may be published there. */
export const COMMITTED = { one: 2, thousand: 3 } as const
const FIRST_SMALL = 4

/** Read by all connections, by the first thousand of them, by the first alone; then the small ones, of five each. */
export const CHANNELS = {
  all: channelOf(0),
  thousand: channelOf(1),
  committedOne: channelOf(COMMITTED.one),
  committedThousand: channelOf(COMMITTED.thousand),
  small: Array.from({ length: SMALL_CHANNELS }, (_, index) => channelOf(FIRST_SMALL + index)),
} as const
export const POSTS = FIRST_SMALL + SMALL_CHANNELS

export function claimsOf(index: number): object {
  const iat = Math.floor(Date.now() / 1000)
  const userId = userIdOf(index)
  return {
    userId,
    wallet: walletOf(index),
    sub: userId,
    sid: `session-${index}`,
    iat,
    exp: iat + TOKEN_SECONDS,
  }
}
