import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { ConfigError } from '@/lib/config'
import type { Sql } from './sql'

/** How old an answer may be. */
const KEPT_MS = 1_000

/**
 * Tells whether the database has only migrations that this version knows. Where a newer one has migrated it, this one
 * must not work on any longer than it has to: it knows columns that may soon be gone, and not those that count.
 */
export function watchSchema(db: Sql, folder: string): () => Promise<boolean> {
  const known = readMigrationFiles({ migrationsFolder: folder }).at(-1)?.folderMillis ?? 0
  let asked: Promise<boolean> | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  return () => {
    if (asked === undefined || performance.now() - askedAt > KEPT_MS) {
      askedAt = performance.now()
      asked = readNewest(db).then((newest) => newest <= known)
      // An error is for who asked, not for those who come later.
      asked.catch(() => {
        asked = undefined
      })
    }
    return asked
  }
}

async function readNewest(db: Sql): Promise<number> {
  const { rows } = await db.execute<{ newest: string | null }>(
    sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`,
  )
  return Number(rows[0]?.newest ?? 0)
}

/** Throws `ConfigError` where a newer version has been at work; `setting` names where. */
export async function requireKnownSchema(isKnown: () => Promise<boolean>, setting: string): Promise<void> {
  if (await isKnown()) return
  throw new ConfigError(
    `${setting}: a newer version has changed this database: start that one, or a newer one`,
  )
}
