import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import type { Reader } from '@/lib/db/reader'
import { creators, users } from '@/lib/db/tables/people'
import type { Author } from '@/lib/schema/creators'
import type { Focus } from '@/lib/schema/focus'

/** Columns of a name and a face; needs `users` joined with `creators` on the left. */
export const authorColumns = {
  id: users.id,
  wallet: users.wallet,
  displayName: users.displayName,
  avatarId: users.avatarId,
  avatarFocus: users.avatarFocus,
  handle: creators.handle,
}

interface AuthorRow {
  id: string
  wallet: string
  displayName: string | null
  avatarId: string | null
  avatarFocus: Focus | null
  handle: string | null
}

export function toAuthor({ id, wallet, displayName, avatarId, avatarFocus, handle }: AuthorRow): Author {
  return {
    id,
    handle,
    displayName: displayName ?? shortWallet(wallet),
    avatarId,
    ...(avatarFocus && { avatarFocus }),
  }
}

/** Who has given no name is shown by the ends of their wallet, as wallets themselves do. */
function shortWallet(wallet: string): string {
  return `${wallet.slice(0, 4)}…${wallet.slice(-4)}`
}

/** Those of these who have deleted their account, as they are shown since: without a name. */
export async function findLeft(reader: Reader, ids: readonly string[]): Promise<Map<string, Author>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .select(authorColumns)
    .from(users)
    .leftJoin(creators, eq(creators.id, users.id))
    .where(and(anyOf(users.id, [...new Set(ids)]), isNotNull(users.leftAt)))
  return new Map(rows.map((row) => [row.id, toAuthor(row)]))
}

/** The same name inside a statement that writes it into something. */
export function displayNameOf(userId: string): SQL {
  return sql`(
    select coalesce(display_name, left(wallet, 4) || '…' || right(wallet, 4)) from users where id = ${userId}::uuid)`
}
