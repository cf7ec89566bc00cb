import { type Database, openDatabase } from '@/lib/db/database'
import { createTestDatabase } from './test-database'

/** A database beside that of the app. */
export async function openEmptyDatabase(): Promise<{ db: Database; remove(): Promise<void> }> {
  const { env, remove } = await createTestDatabase()
  const db = await openDatabase({ url: env.DATABASE_URL, folder: env.DATA_DIR ?? '' })
  return {
    db,
    async remove() {
      await db.close()
      await remove()
    },
  }
}
