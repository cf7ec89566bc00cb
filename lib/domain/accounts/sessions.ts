import { createHash, randomUUID } from 'node:crypto'
import { and, isNotNull, lt, sql } from 'drizzle-orm'
import { errors, jwtVerify, SignJWT } from 'jose'
import { anyOf } from '@/lib/db/any-of'
import { endedSessions, users } from '@/lib/db/tables/people'
import type { DomainContext } from '@/lib/domain/context'
import { Id } from '@/lib/schema/common'

/** Who calls, as far as the token and the database say. */
export interface Session {
  userId: string
  wallet: string
  /** Names the session over all its tokens; what `signOut` ends. */
  sessionKey: string
  expiresAt: Date
}

export type SessionCheck = { ok: true; session: Session } | { ok: false; reason: string }

export interface SessionContext extends DomainContext {
  /** HS256 key, imported once: verifying with a raw secret costs twice as much. */
  jwtKey: CryptoKey
  tokenTtlSeconds: number
}

export interface IssuedToken {
  token: string
  expiresAt: Date
}

const ALGORITHM = 'HS256'
/** Session ids that can stand in the database and in the name of a channel as they are. */
const PLAIN_SESSION_ID = /^[\x20-\x7e]{1,200}$/
/** The last instant that has a year of four digits: what every database and every reader of ISO 8601 can hold. */
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59)

/** The key for `JWT_SECRET`, its UTF-8 bytes. */
export async function importJwtKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

/** A token for the user; without a session key it starts a new session. */
export async function issueToken(
  { jwtKey, tokenTtlSeconds, now }: SessionContext,
  user: { id: string; wallet: string; tokensFrom?: Date | null },
  sessionKey: string = randomUUID(),
): Promise<IssuedToken> {
  const from = Math.max(now().getTime(), user.tokensFrom?.getTime() ?? 0)
  const issuedAt = Math.floor(from / 1000)
  const expiresAt = issuedAt + tokenTtlSeconds
  const token = await new SignJWT({ userId: user.id, wallet: user.wallet, sid: sessionKey })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setSubject(user.id)
    // Two that are made within a second are two.
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(jwtKey)
  return { token, expiresAt: new Date(expiresAt * 1000) }
}

/** Whom a token stands for, if the database agrees. */
export interface Holder {
  userId: string
  sessionKey: string
}

/** What the database says about a holder; undefined: there is no such user, or no more. */
export type Standing = { wallet: string; ended: boolean; tokensFrom: string | null } | undefined

/**
 * Checks a token: HS256 with our key, not expired, `sub` and `userId` the same, a user that exists with that wallet,
 * a session that was not ended. The reason of a refusal is for the log, not for the caller. `readStanding` is handed
 * in where many tokens come at the same time, so that they can share a look into the database.
 */
export async function checkToken(
  context: SessionContext,
  token: string,
  readStanding = async (holder: Holder) => (await readStandings(context, [holder]))[0],
): Promise<SessionCheck> {
  const { jwtKey, now } = context
  let claims: Record<string, unknown>
  try {
    const verified = await jwtVerify(token, jwtKey, {
      algorithms: [ALGORITHM],
      currentDate: now(),
      requiredClaims: ['userId', 'wallet', 'sub', 'iat', 'exp'],
    })
    claims = verified.payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return { ok: false, reason: error.code }
    return { ok: false, reason: 'malformed token' }
  }
  const { userId, wallet, sub, sid, iat, exp } = claims
  if (sub !== userId) return { ok: false, reason: 'sub and userId differ' }
  const id = Id.safeParse(userId)
  if (!id.success) return { ok: false, reason: 'unknown user' }

  const sessionKey = sessionKeyOf(claims)
  const standing = await readStanding({ userId: id.data, sessionKey })
  if (standing === undefined) return { ok: false, reason: 'unknown user' }
  if (standing.wallet !== wallet) return { ok: false, reason: 'wallet is not the user’s' }
  if (standing.ended) return { ok: false, reason: 'session ended' }
  if (standing.tokensFrom !== null && Number(iat) * 1000 < Date.parse(standing.tokensFrom))
    return { ok: false, reason: 'the account was deleted since' }
  if (sessionKey !== sid && (await wasEndedByItsText(context, token)))
    return { ok: false, reason: 'session ended' }
  const expiresAt = new Date(Math.min(Number(exp) * 1000, LATEST_MS))
  return { ok: true, session: { userId: id.data, wallet: standing.wallet, sessionKey, expiresAt } }
}

/** In the order of the holders, by one statement. */
export async function readStandings(
  { db }: Pick<DomainContext, 'db'>,
  holders: readonly Holder[],
): Promise<Standing[]> {
  const asked = holders.map(({ userId, sessionKey }, place) => ({ place, userId, sessionKey }))
  // Subqueries rather than a join, which would be planned as a scan of all users.
  const rows = await db.read
    .select({
      place: sql<number>`h.place`,
      wallet: sql<
        string | null
      >`(select u.wallet from users u where u.id = h."userId" and u.left_at is null)`,
      tokensFrom: sql<string | null>`(
        select to_char(u.tokens_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        from users u where u.id = h."userId")`,
      ended: sql<boolean>`exists (select 1 from ended_sessions e where e.session_key = h."sessionKey")`,
    })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as h(place int, "userId" uuid, "sessionKey" text)`,
    )
  const standings: Standing[] = holders.map(() => undefined)
  for (const { place, wallet, ended, tokensFrom } of rows) {
    if (wallet !== null) standings[place] = { wallet, ended, tokensFrom }
  }
  return standings
}

/** Those of these sessions whose user has deleted their account. */
export async function findLeftSessions(
  { db }: Pick<DomainContext, 'db'>,
  holders: readonly Holder[],
): Promise<Set<string>> {
  const userIds = [...new Set(holders.map(({ userId }) => userId))]
  const rows = await db.read
    .select({ id: users.id })
    .from(users)
    .where(and(anyOf(users.id, userIds), isNotNull(users.leftAt)))
  const left = new Set(rows.map(({ id }) => id))
  return new Set(holders.filter(({ userId }) => left.has(userId)).map(({ sessionKey }) => sessionKey))
}

/** Those of these sessions that were ended. */
export async function findEndedSessions(
  { db }: Pick<DomainContext, 'db'>,
  sessionKeys: readonly string[],
): Promise<Set<string>> {
  const rows = await db.read
    .select({ key: endedSessions.sessionKey })
    .from(endedSessions)
    .where(anyOf(endedSessions.sessionKey, sessionKeys))
  return new Set(rows.map(({ key }) => key))
}

/** Ends the session: its tokens are refused from the commit on, and its sockets are closed. Ending twice is no error. */
export async function endSession(
  { db, tokenTtlSeconds, now }: SessionContext,
  session: Session,
): Promise<void> {
  const at = now()
  const lastExpiry = new Date(Math.max(session.expiresAt.getTime(), at.getTime() + tokenTtlSeconds * 1000))
  await db.transact(async (tx) => {
    await tx.sql.delete(endedSessions).where(lt(endedSessions.expiresAt, at))
    await tx.sql
      .insert(endedSessions)
      .values({ sessionKey: session.sessionKey, expiresAt: lastExpiry })
      .onConflictDoNothing()
    tx.emit('session_ended', { sessionKey: session.sessionKey }, {})
  })
}

/**
 * A token without a session id is a session of its own, named by what it claims: its text can be spelled in several
 * ways.
 */
function sessionKeyOf(claims: Record<string, unknown>): string {
  const { sid } = claims
  if (typeof sid !== 'string' || sid === '')
    return sha256(JSON.stringify(Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1))))
  return PLAIN_SESSION_ID.test(sid) ? sid : sha256(JSON.stringify(sid))
}

/**
 * Releases before this one named such a session by the text of its token, whose last letter has bits that say nothing.
 * To be dropped when no token that they ended is alive any more.
 */
async function wasEndedByItsText(context: Pick<DomainContext, 'db'>, token: string): Promise<boolean> {
  const [head, claims, signature = ''] = token.split('.')
  const spelled = Buffer.from(signature, 'base64url').toString('base64url')
  return (await findEndedSessions(context, [sha256(`${head}.${claims}.${spelled}`)])).size > 0
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
