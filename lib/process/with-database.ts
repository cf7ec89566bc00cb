import type { Config } from '@/lib/config'
import { type Database, openDatabase } from '@/lib/db/database'

/** Works on the database that the settings point to, and closes it whatever comes of it: a command ends then. */
export async function withDatabase<T>(config: Config, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({
    url: config.databaseUrl,
    folder: config.dataDir,
    prepare: config.databasePrepare,
    unhurried: true,
  })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}
