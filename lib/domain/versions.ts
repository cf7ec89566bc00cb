import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { AppError } from '@/lib/errors'

/**
 * Throws `conflict`, with what there is now as `current`, where a change is made to something else than what is there:
 * whoever makes it has not seen what it would undo. Without a version nothing is asked.
 */
export async function requireVersion(
  began: string | null | undefined,
  updatedAt: Date | null,
  readCurrent: () => Promise<unknown>,
): Promise<void> {
  if (began === undefined || began === (updatedAt?.toISOString() ?? null)) return
  throw new AppError('conflict', { extra: { current: await readCurrent() } })
}

/** Now, but always another moment than the one before: two changes within a millisecond are two versions. */
export function nextVersion(updatedAt: PgColumn, now: Date): SQL {
  return sql`greatest(${now.toISOString()}::timestamptz, ${updatedAt} + interval '1 millisecond')`
}
