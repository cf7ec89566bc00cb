import type { SQL } from 'drizzle-orm'
import { openEmbedded } from '@/lib/db/embedded'

/** Changes the data of a server that is stopped: what takes weeks in life is over in a moment. */
export async function changeData(dataDir: string, statement: SQL): Promise<void> {
  const database = await openEmbedded(dataDir)
  try {
    await database.sql.execute(statement)
  } finally {
    await database.close()
  }
}
