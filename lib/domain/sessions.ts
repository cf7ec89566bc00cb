import { createHash, randomUUID } from 'node:crypto'
import { eq, lt, sql } from 'drizzle-orm'
import { errors, jwtVerify, SignJWT } from 'jose'
import { endedSessions, users } from '@/lib/db/tables'
import { Id } from '@/lib/schema/common'
import type { DomainContext } from './context'

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

/** The key for `JWT_SECRET`, its UTF-8 bytes. */
export async function importJwtKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

/** A token for the user; without a session key it starts a new session. */
export async function issueToken(
  { jwtKey, tokenTtlSeconds, now }: SessionContext,
  user: { id: string; wallet: string },
  sessionKey: string = randomUUID(),
): Promise<IssuedToken> {
  const issuedAt = Math.floor(now().getTime() / 1000)
  const expiresAt = issuedAt + tokenTtlSeconds
  const token = await new SignJWT({ userId: user.id, wallet: user.wallet, sid: sessionKey })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setSubject(user.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(jwtKey)
  return { token, expiresAt: new Date(expiresAt * 1000) }
}

/**
 * Checks a token: HS256 with our key, not expired, `sub` and `userId` the same, a user that exists with that wallet,
 * a session that was not ended. The reason of a refusal is for the log, not for the caller.
 */
export async function checkToken({ db, jwtKey, now }: SessionContext, token: string): Promise<SessionCheck> {
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
  const { userId, wallet, sub, sid, exp } = claims
  if (sub !== userId) return { ok: false, reason: 'sub and userId differ' }
  if (!Id.safeParse(userId).success) return { ok: false, reason: 'unknown user' }

  const sessionKey = typeof sid === 'string' && sid.length > 0 ? sid : tokenDigest(token)
  const [row] = await db.read
    .select({
      wallet: users.wallet,
      ended: sql<boolean>`exists (select 1 from ended_sessions e where e.session_key = ${sessionKey})`,
    })
    .from(users)
    .where(eq(users.id, userId as string))
  if (row === undefined) return { ok: false, reason: 'unknown user' }
  if (row.wallet !== wallet) return { ok: false, reason: 'wallet is not the user’s' }
  if (row.ended) return { ok: false, reason: 'session ended' }
  return {
    ok: true,
    session: {
      userId: userId as string,
      wallet: row.wallet,
      sessionKey,
      expiresAt: new Date(Number(exp) * 1000),
    },
  }
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

/** A token with just the five fixed claims has no session id: its own digest stands for it. */
function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
