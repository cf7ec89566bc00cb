import type { IncomingMessage } from 'node:http'
import { clientIp } from '@/lib/client-ip'
import type { Log } from '@/lib/log'
import type { Authorization, Session } from '@/lib/realtime/authorization'
import type { Connection } from '@/lib/realtime/connections/connection'
import type { Registry } from '@/lib/realtime/connections/registry'
import { countOne, type RealtimeStats } from '@/lib/realtime/stats'
import { CLOSE } from '@/lib/schema/socket-protocol'
import { findToken } from './handshake'
import type { Refusals } from './refusals'

const CONNECTIONS_PER_USER_MAX = 100
/** Enough for a company or a mobile network behind one address. */
const CONNECTIONS_PER_ADDRESS_MAX = 1_000

export interface AdmissionContext {
  authorization: Authorization
  registry: Registry
  log: Log
  stats: RealtimeStats
  /** Origins whose pages may open the socket with the session cookie: the site's own and the allowed ones. */
  origins: ReadonlySet<string>
  /** Whether the proxy before us says who the client is. */
  trustProxy: boolean
  /** Off for load tests. */
  rateLimit: boolean
  /** Null where nothing is limited. */
  refusals: Refusals | null
}

/** Who may come in, or with what the connection is closed and why the log says so. */
type Verdict =
  | { ok: true; session: Session }
  | { ok: false; reason: string; userId?: string | undefined; code: number; message: string }

/** Decides on a new connection: `welcome` takes it in, or it is closed at once and sent nothing else. */
export async function admit(
  context: AdmissionContext,
  connection: Connection,
  request: IncomingMessage,
  welcome: (session: Session) => void,
): Promise<void> {
  if (connection.address !== null && connection.address.connections > CONNECTIONS_PER_ADDRESS_MAX) {
    refuse(context, request, 'too_many_connections')
    return connection.close(CLOSE.tryLater, 'Too many connections')
  }
  const found = findToken(request, context.origins)
  const result = found.ok ? await lookAt(context, found.token) : found
  // From here to the welcome nothing waits: what changes after the token was looked at is heard by one or the other.
  const verdict = decide(context, connection, result)
  if (!verdict.ok) {
    // What is ours (a database that is away) is not held against who asks.
    const tell = verdict.code === CLOSE.refused ? refuse : logRefusal
    tell(context, request, verdict.reason, verdict.userId)
    return connection.close(verdict.code, verdict.message)
  }
  const ip = clientIp(request, context.trustProxy)
  const reason = found.ok ? found.source : undefined
  const { userId } = verdict.session
  context.stats.accepted += 1
  context.log.info(
    { outcome: 'accepted', reason, userId, ip, connectionId: connection.id },
    'socket: connect',
  )
  welcome(verdict.session)
}

/** A refusal that is held against who asked: counted, and logged unless there are too many of them. */
export function refuse(
  context: Pick<AdmissionContext, 'log' | 'stats' | 'trustProxy' | 'refusals'>,
  request: IncomingMessage,
  reason: string,
  userId?: string,
): void {
  const { refusals, stats, trustProxy } = context
  if (refusals?.count(clientIp(request, trustProxy)) ?? true) logRefusal(context, request, reason, userId)
  else countOne(stats.refused, reason)
}

/** Every attempt is logged; its token never is. */
export function logRefusal(
  { log, stats, trustProxy }: Pick<AdmissionContext, 'log' | 'stats' | 'trustProxy'>,
  request: IncomingMessage,
  reason: string,
  userId?: string,
): void {
  countOne(stats.refused, reason)
  log.warn({ outcome: 'refused', reason, userId, ip: clientIp(request, trustProxy) }, 'socket: connect')
}

type LookedAt = Awaited<ReturnType<Authorization['authenticate']>>

async function lookAt({ authorization, log }: AdmissionContext, token: string): Promise<LookedAt | null> {
  try {
    return await authorization.authenticate(token)
  } catch (error) {
    log.error({ err: error }, 'socket: a token could not be looked at')
    return null
  }
}

function decide(
  { registry, rateLimit }: AdmissionContext,
  connection: Connection,
  result: LookedAt | null,
): Verdict {
  if (result === null) return tryLater('unavailable', 'Temporarily unavailable')
  if (connection.closed) return tryLater('gone', 'Gone')
  if (!result.ok) return unauthorized(result.reason, result.userId)
  const { userId, sessionKey } = result
  const isOver = registry.hasJustEnded(sessionKey) || registry.hasLeftSince(userId, connection.openedAt)
  if (isOver) return unauthorized('session_ended', userId)
  if (rateLimit && registry.countOf(userId) >= CONNECTIONS_PER_USER_MAX) {
    return tryLater('too_many_connections', 'Too many connections', userId)
  }
  return { ok: true, session: result }
}

function unauthorized(reason: string, userId?: string): Verdict {
  return { ok: false, reason, userId, code: CLOSE.refused, message: 'Unauthorized' }
}

function tryLater(reason: string, message: string, userId?: string): Verdict {
  return { ok: false, reason, userId, code: CLOSE.tryLater, message }
}
