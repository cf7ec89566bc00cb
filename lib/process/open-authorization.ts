import { batched } from '@/lib/batch'
import {
  checkToken,
  findEndedSessions,
  findLeftSessions,
  readStandings,
  type SessionContext,
  type Standing,
} from '@/lib/domain/accounts/sessions'
import type { DomainContext } from '@/lib/domain/context'
import type { Authorization } from '@/lib/realtime/authorization'
import { openChannelRights } from './channel-rights'

/**
 * Everybody comes back at the same time after a restart. Signatures are verified by other threads, which hand in one
 * token after the other: without a pause between the looks each would be for a few.
 */
const STANDINGS_EVERY_MS = 10

/** Authorization reaches the socket as functions: it knows channels and frames, the domain knows who may what. */
export function openAuthorization(context: SessionContext & DomainContext): Authorization {
  const readStanding = batched<string, Standing>(
    async (keys) => {
      const standings = await readStandings(context, keys.map(parseHolder))
      const byKey = new Map(keys.map((key, place) => [key, standings[place]]))
      return (key) => byKey.get(key)
    },
    { everyMs: STANDINGS_EVERY_MS },
  )
  return {
    async authenticate(token) {
      const check = await checkToken(context, token, ({ userId, sessionKey }) =>
        readStanding(`${userId} ${sessionKey}`),
      )
      return check.ok ? { ok: true, ...check.session } : check
    },
    readRight: openChannelRights(context),
    async findEnded(sessions) {
      const [ended, left] = await Promise.all([
        findEndedSessions(
          context,
          sessions.map(({ sessionKey }) => sessionKey),
        ),
        findLeftSessions(context, sessions),
      ])
      return new Set([...ended, ...left])
    },
  }
}

function parseHolder(key: string) {
  // An id has no blanks; the key of a session may have some.
  const end = key.indexOf(' ')
  return { userId: key.slice(0, end), sessionKey: key.slice(end + 1) }
}
