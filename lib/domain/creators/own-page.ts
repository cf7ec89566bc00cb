import { and, eq, isNotNull } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { creators } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import type { Viewer } from '@/lib/domain/context'
import { AppError } from '@/lib/errors'

const NONE = { reason: 'no_creator_page', detail: 'Turn on your creator page first.' } as const

/** What is for creators alone. Throws `forbidden` for who has no creator page. */
export async function requireCreatorPage(reader: Reader, { userId }: Viewer): Promise<void> {
  if (!(await hasCreatorPage(reader, userId))) throw new AppError('forbidden', NONE)
}

/** Whether somebody is a creator, and has not left. */
export async function hasCreatorPage(reader: Reader, userId: string): Promise<boolean> {
  const [row] = await reader
    .select({ id: creators.id })
    .from(creators)
    .where(and(eq(creators.id, userId), isNotNull(creators.handle)))
  return row !== undefined
}

/** The same, and it stays so until the commit. */
export async function holdCreatorPage(tx: Tx, { userId }: Viewer): Promise<void> {
  const [own] = await tx.sql
    .select({ id: creators.id })
    .from(creators)
    .where(and(eq(creators.id, userId), isNotNull(creators.handle)))
    .for('key share')
  if (own === undefined) throw new AppError('forbidden', NONE)
}

/** The page itself is asked for, or changed, and there is none. */
export function noCreatorPage(): AppError {
  return new AppError('not_found', NONE)
}
