import { eq } from 'drizzle-orm'
import { readClock } from '@/lib/db/clock'
import { users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext } from '@/lib/domain/context'
import { type ClearedPosts, clearPosts } from './clear-posts'
import {
  clearComments,
  clearFollowers,
  clearFollowing,
  clearLikes,
  clearNotifications,
  clearSeries,
} from './clear-traces'
import { eraseDeletedPosts } from './erase-deleted-posts'

/** Requests that had been let in before somebody left have come to their end by then. */
const UNDER_WAY_MS = 5 * 60_000

/** What goes after the posts, in this order. */
const CLEAR = [
  eraseDeletedPosts,
  clearComments,
  clearLikes,
  clearFollowing,
  clearFollowers,
  clearNotifications,
  clearSeries,
]

/**
 * Takes away what is left of who has deleted their account, but for what others have bought: posts, comments, likes,
 * follows, notifications, a few in each transaction. Doing it again changes nothing, and nothing is done once they are here
 * again. Answers when to do it again, as what is kept will not be needed any more by then; null for never. `stopping` is
 * asked before each part.
 */
export async function clearAccount(
  context: DomainContext,
  userId: string,
  stopping: () => Promise<boolean>,
): Promise<Date | 'paused' | null> {
  const { db, now } = context
  let again: Date | null = null
  for (let after: string | null = null, isMore = true; isMore; isMore = after !== null) {
    if (await stopping()) return 'paused'
    const part: ClearedPosts | null = await nextPosts(context, userId, after)
    if (part === null) return null
    again = earlier(again, part.again)
    after = part.last
  }
  for (const clear of CLEAR) {
    for (let isMore = true; isMore; ) {
      if (await stopping()) return 'paused'
      isMore = await db.transact(async (tx) => (await hasLeft(tx, userId)) && clear(tx, userId, now()))
    }
  }
  return again
}

/** Null where they have come back. */
function nextPosts({ db, now }: DomainContext, userId: string, after: string | null) {
  return db.transact(async (tx) =>
    (await hasLeft(tx, userId)) ? clearPosts(tx, userId, after, now()) : null,
  )
}

async function hasLeft(tx: Tx, userId: string): Promise<boolean> {
  const [row] = await tx.sql.select({ leftAt: users.leftAt }).from(users).where(eq(users.id, userId))
  return row !== undefined && row.leftAt !== null
}

interface Looked {
  userId: string
  /** By the clock of the process. */
  at: Date | null
  /** Nothing can have been under way any more. */
  settled: boolean
}

/** Has it done again when there may be something to do. */
export async function lookAgain({ db, now }: DomainContext, { userId, at, settled }: Looked): Promise<void> {
  const waits = [
    ...(settled ? [] : [UNDER_WAY_MS]),
    ...(at === null ? [] : [Math.max(0, at.getTime() - now().getTime())]),
  ]
  if (waits.length === 0) return
  await db.transact(async (tx) => {
    const runAt = new Date((await readClock(tx.sql)).getTime() + Math.min(...waits))
    tx.enqueue('clear-account', { userId, settled: true }, runAt)
  })
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}
