import { desc, eq } from 'drizzle-orm'
import { DAY_MS } from '@/lib/calendar'
import type { Reader } from '@/lib/db/reader'
import { uniqueViolation } from '@/lib/db/sql-errors'
import { creators, formerHandles } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { AppError, inField } from '@/lib/errors'
import type { OwnPage } from '@/lib/schema/creators'
import { noCreatorPage } from './own-page'

/** Links are given out for longer than this: who reads them should not meet a new name each time. */
const CHANGE_EVERY_MS = 30 * DAY_MS

/** What creators alone know of their page. Throws `not_found` when it is not turned on. */
export async function getOwnPage({ db, now }: DomainContext, { userId }: Viewer): Promise<OwnPage> {
  const [[own], former] = await Promise.all([
    db.read
      .select({ handle: creators.handle, changedAt: creators.handleChangedAt })
      .from(creators)
      .where(eq(creators.id, userId)),
    db.read
      .select({ handle: formerHandles.handle })
      .from(formerHandles)
      .where(eq(formerHandles.creatorId, userId))
      .orderBy(desc(formerHandles.createdAt), formerHandles.handle),
  ])
  if (!own?.handle) throw noCreatorPage()
  const possibleAt = nextChange(own.changedAt)
  return {
    handle: own.handle,
    formerHandles: former.map(({ handle }) => handle),
    handleChangeableAt: possibleAt > now() ? possibleAt.toISOString() : null,
  }
}

/**
 * Gives the creator another handle, in the transaction that has locked their user. The one they have already changes
 * nothing. Throws `handle_changed_recently` with `possibleAt`; the database refuses what somebody else has or had.
 */
export async function changeHandle(tx: Tx, { userId }: Viewer, handle: string, now: Date): Promise<void> {
  const [own] = await tx.sql
    .select({ handle: creators.handle, changedAt: creators.handleChangedAt })
    .from(creators)
    .where(eq(creators.id, userId))
  if (!own?.handle) throw noCreatorPage()
  if (own.handle === handle) return
  const possibleAt = nextChange(own.changedAt)
  if (possibleAt > now) {
    throw new AppError('handle_changed_recently', {
      detail: `It can be changed again from ${possibleAt.toISOString()} on.`,
      extra: { possibleAt: possibleAt.toISOString() },
    })
  }
  await tx.sql.update(creators).set({ handle, handleChangedAt: now }).where(eq(creators.id, userId))
}

function nextChange(changedAt: Date | null): Date {
  return new Date(changedAt === null ? 0 : changedAt.getTime() + CHANGE_EVERY_MS)
}

/** `handle_taken` where the database refused the handle because somebody else has it or had it; every other error as it is. */
export function asHandleTaken(error: unknown): unknown {
  return uniqueViolation(error) === 'creators_handle_unique'
    ? new AppError('handle_taken', inField('handle', { code: 'taken' }, 'This handle is taken'))
    : error
}

/** What they are called now who had this handle before; null where nobody had. */
export async function findSuccessor(reader: Reader, former: string): Promise<string | null> {
  const [row] = await reader
    .select({ handle: creators.handle })
    .from(formerHandles)
    .innerJoin(creators, eq(creators.id, formerHandles.creatorId))
    .where(eq(formerHandles.handle, former))
  return row?.handle ?? null
}
