import { and, eq, isNull, lte, ne, or } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { ago } from '@/lib/db/clock'
import type { Database } from '@/lib/db/database'
import { media } from '@/lib/db/tables/content'
import { uploads } from '@/lib/db/tables/uploads'
import type { Tx } from '@/lib/db/transaction'
import type { IncomingFiles } from '@/lib/media/incoming'
import { Id } from '@/lib/schema/common'
import { UPLOAD_KEPT } from './uploads'

/** In one transaction. */
const AT_ONCE = 100

/**
 * Forgets the next uploads that are too old, whole or not; what a job still makes ready stays until it is. Answers how
 * many; 0 when there are none left.
 */
export async function forgetOldUploads(tx: Tx): Promise<number> {
  const old = await tx.sql
    .select({ id: uploads.id })
    .from(uploads)
    .leftJoin(media, eq(media.id, uploads.mediaId))
    .where(and(lte(uploads.createdAt, ago(UPLOAD_KEPT)), or(isNull(media.id), ne(media.state, 'processing'))))
    .limit(AT_ONCE)
  const ids = old.map(({ id }) => id)
  if (ids.length > 0) await tx.sql.delete(uploads).where(anyOf(uploads.id, ids))
  return ids.length
}

/** Takes away files that no upload goes on with and no job needs any more. */
export async function removeForgotten(db: Database, incoming: IncomingFiles): Promise<void> {
  const names = await incoming.names()
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE)
    const ids = [...new Set(some.map(idOf))].filter((id) => Id.safeParse(id).success)
    const needed = await db.read
      .select({ id: uploads.id })
      .from(uploads)
      .leftJoin(media, eq(media.id, uploads.mediaId))
      .where(and(anyOf(uploads.id, ids), or(isNull(uploads.mediaId), mayStillBeMade)))
    const isNeeded = new Set(needed.map(({ id }) => id))
    for (const name of some) if (!isNeeded.has(idOf(name))) await incoming.removeOld(name)
  }
}

/** What was given up is made after all where somebody says so. */
const mayStillBeMade = or(eq(media.state, 'processing'), eq(media.failure, 'not_made'))

/** What is made of an upload has its id before a dot. */
const idOf = (name: string) => name.split('.', 1)[0] ?? ''
