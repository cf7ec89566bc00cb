import { batched } from '@/lib/batch'
import type { Config } from '@/lib/config'
import type { Access } from '@/lib/domain/access'
import type { DomainContext } from '@/lib/domain/context'
import { creatorExists } from '@/lib/domain/creator-cards'
import { readAccessOfMany } from '@/lib/domain/post-access'
import {
  checkToken,
  findEndedSessions,
  readStandings,
  type SessionContext,
  type Standing,
} from '@/lib/domain/sessions'
import type { PostRight } from '@/lib/realtime/authorization'
import type { Broker } from '@/lib/realtime/broker'
import type { RealtimeLog } from '@/lib/realtime/log'
import { Realtime, type RealtimeOptions } from '@/lib/realtime/socket'

/**
 * Everybody comes back at the same time after a restart. Signatures are verified by other threads, which hand in one
 * token after the other: without a pause between the looks each would be for a few.
 */
const STANDINGS_EVERY_MS = 10

interface RealtimeContext extends SessionContext, DomainContext, Pick<RealtimeOptions, 'observeLag'> {
  config: Config
  broker: Broker
  log: RealtimeLog
}

/** Authorization reaches the socket as functions: it knows channels and frames, the domain knows who may what. */
export function openRealtime(context: RealtimeContext): Realtime {
  const { db, broker, log, config, now, observeLag } = context
  // Everybody who hears a post asks at the same time, when something protected was said there.
  const readRight = batched<string, PostRight | null>(async (keys) => {
    const found = await readAccessOfMany(db.read, keys.map(parseKey), now())
    const rights = new Map(keys.map((key, place) => [key, toRight(found[place] ?? null)]))
    return (key) => rights.get(key) ?? null
  })
  const readStanding = batched<string, Standing>(
    async (keys) => {
      const standings = await readStandings(context, keys.map(parseHolder))
      const byKey = new Map(keys.map((key, place) => [key, standings[place]]))
      return (key) => byKey.get(key)
    },
    { everyMs: STANDINGS_EVERY_MS },
  )
  return new Realtime({
    db,
    broker,
    log,
    ...(observeLag === undefined ? {} : { observeLag }),
    origins: new Set([...config.ownOrigins, ...config.allowedOrigins]),
    trustProxy: config.trustProxy,
    rateLimit: config.rateLimit,
    authorization: {
      async authenticate(token) {
        const check = await checkToken(context, token, ({ userId, sessionKey }) =>
          readStanding(`${userId} ${sessionKey}`),
        )
        return check.ok ? { ok: true, ...check.session } : check
      },
      postRight: (userId, postId) => readRight(`${userId} ${postId}`),
      creatorExists: (creatorId) => creatorExists(db.read, creatorId),
      findEnded: (sessionKeys) => findEndedSessions(context, sessionKeys),
    },
  })
}

function parseKey(key: string) {
  const [userId = '', postId = ''] = key.split(' ')
  return { userId, postId }
}

function parseHolder(key: string) {
  // An id has no blanks; the key of a session may have some.
  const end = key.indexOf(' ')
  return { userId: key.slice(0, end), sessionKey: key.slice(end + 1) }
}

function toRight(access: Access | null): PostRight | null {
  return access && { unlocked: access.unlockedBy !== null, until: access.until }
}
