// After a database was put back from a backup: tells readers that kept positions of the lost time to read again.
import { ConfigError, readConfig } from '@/lib/config'
import { openDatabase } from '@/lib/db/database'
import { renewEpochs } from '@/lib/db/event-log'

try {
  const config = readConfig(process.env)
  const db = await openDatabase({ url: config.databaseUrl, folder: config.dataDir })
  const count = await db.transact((tx) => renewEpochs(tx.sql))
  await db.close()
  console.log(`${count} channels begin a new history.`)
} catch (error) {
  const expected =
    error instanceof ConfigError || (error instanceof Error && error.name === 'FolderLockedError')
  if (!expected) throw error
  console.error(error.message)
  process.exitCode = 1
}
