import { type SQL, sql } from 'drizzle-orm'
import { creators, users } from '@/lib/db/tables/people'
import type { Author } from '@/lib/schema/creators'

/** Columns of a name and a face; needs `users` joined with `creators` on the left. */
export const authorColumns = {
  id: users.id,
  wallet: users.wallet,
  displayName: users.displayName,
  avatarId: users.avatarId,
  handle: creators.handle,
}

interface AuthorRow {
  id: string
  wallet: string
  displayName: string | null
  avatarId: string | null
  handle: string | null
}

export function toAuthor({ id, wallet, displayName, avatarId, handle }: AuthorRow): Author {
  return { id, handle, displayName: displayName ?? shortWallet(wallet), avatarId }
}

/** Who has given no name is shown by the ends of their wallet, as wallets themselves do. */
function shortWallet(wallet: string): string {
  return `${wallet.slice(0, 4)}…${wallet.slice(-4)}`
}

/** The same name inside a statement that writes it into something. */
export function displayNameOf(userId: string): SQL {
  return sql`(
    select coalesce(display_name, left(wallet, 4) || '…' || right(wallet, 4)) from users where id = ${userId}::uuid)`
}
