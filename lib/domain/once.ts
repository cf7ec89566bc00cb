import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { ago } from '@/lib/db/clock'
import type { Reader } from '@/lib/db/reader'
import { idempotencyKeys } from '@/lib/db/tables/requests'
import type { Tx } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { decodeJson, encodeJson } from '@/lib/schema/json'
import type { DomainContext, Viewer } from './context'

/** A request that its sender may send again without doing it twice. */
export interface RequestKey {
  key: string
  /** Of what is asked for. */
  fingerprint: string
}

/** As long as somebody may still press the button again. */
const KEPT = '24 hours'
/** In one transaction. */
const TRIMMED_AT_ONCE = 1_000

/**
 * Does what a request asks for, in one transaction with the note that it was done and with what it answers: sent again,
 * also while the first is still under way, it gets the same answer and changes nothing. What was refused is no answer.
 * Throws `idempotency_key_reused` where the key stands for another request.
 */
export async function transactOnce<T>(
  { db }: Pick<DomainContext, 'db'>,
  viewer: Viewer,
  request: RequestKey | null,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (request === null) return db.transact(work)
  return db.transact(async (tx) => {
    const { userId } = viewer
    // Waits for the same request if it is being done right now.
    const noted = await tx.sql
      .insert(idempotencyKeys)
      .values({ userId, ...request })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key })
    if (noted.length === 0) {
      const known = await findAnswer<T>(tx.sql, viewer, request)
      if (known === null) throw new AppError('unavailable')
      return known
    }
    const answer = await work(tx)
    await tx.sql
      .update(idempotencyKeys)
      .set({ answer: encodeJson(answer) })
      .where(isOf(viewer, request))
    return answer
  })
}

/** What was answered to this very request, if it was. Throws `idempotency_key_reused`. */
export async function findAnswer<T>(
  reader: Reader,
  viewer: Viewer,
  request: RequestKey | null,
): Promise<T | null> {
  if (request === null) return null
  const { fingerprint, answer } = idempotencyKeys
  const [row] = await reader
    .select({ fingerprint, answer })
    .from(idempotencyKeys)
    .where(isOf(viewer, request))
  if (row === undefined || row.answer === null) return null
  if (row.fingerprint !== request.fingerprint)
    throw new AppError('idempotency_key_reused', {
      reason: 'sent_already',
      detail:
        'This was sent already, with another content. Look whether it is there before you send it again.',
    })
  return decodeJson(row.answer) as T
}

/** Forgets the next keys that are old. Answers how many. */
export async function trimRequestKeys(tx: Tx): Promise<number> {
  const { userId, key, createdAt } = idempotencyKeys
  const old = tx.sql
    .select({ userId, key })
    .from(idempotencyKeys)
    .where(lt(createdAt, ago(KEPT)))
    .orderBy(createdAt)
    .limit(TRIMMED_AT_ONCE)
  const trimmed = await tx.sql
    .delete(idempotencyKeys)
    .where(inArray(sql`(${userId}, ${key})`, old))
    .returning({ key })
  return trimmed.length
}

const isOf = ({ userId }: Viewer, { key }: RequestKey) =>
  and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.key, key))
