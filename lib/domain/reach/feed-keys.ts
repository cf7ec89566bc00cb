import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { feedKeys } from '@/lib/db/tables/people'
import { type DomainContext, type Viewer, viewerOf } from '@/lib/domain/context'
import { AppError } from '@/lib/errors'

/** 128 bits that nobody guesses. Kept as they are: their owner may look at them again. */
const newKey = () => randomBytes(16).toString('base64url')

/** The caller's; made when it is first asked for. */
export async function getFeedKey({ db }: DomainContext, { userId }: Viewer): Promise<string> {
  const found = await readKey(db, userId)
  if (found !== null) return found
  await db.transact((tx) => tx.sql.insert(feedKeys).values({ userId, key: newKey() }).onConflictDoNothing())
  const made = await readKey(db, userId)
  if (made === null) throw new AppError('not_found')
  return made
}

/** Another one: addresses with the one of before give nothing any more. */
export async function renewFeedKey({ db, now }: DomainContext, { userId }: Viewer): Promise<string> {
  const set = { key: newKey(), createdAt: now() }
  await db.transact((tx) =>
    tx.sql
      .insert(feedKeys)
      .values({ userId, ...set })
      .onConflictDoUpdate({ target: feedKeys.userId, set }),
  )
  return set.key
}

/** Who a feed is read as. Throws `invalid_token` for a key that is nobody's. */
export async function viewerByFeedKey({ db }: DomainContext, key: string): Promise<Viewer> {
  const [row] = await db.read.select({ userId: feedKeys.userId }).from(feedKeys).where(eq(feedKeys.key, key))
  if (row === undefined)
    throw new AppError('invalid_token', { detail: 'This key is nobody’s any more. Copy the address anew.' })
  return viewerOf(row.userId)
}

async function readKey(db: DomainContext['db'], userId: string): Promise<string | null> {
  const [row] = await db.read.select({ key: feedKeys.key }).from(feedKeys).where(eq(feedKeys.userId, userId))
  return row?.key ?? null
}
