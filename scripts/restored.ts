// After a database was put back from a backup: tells readers that kept positions of the lost time to read again.
import { readConfig } from '@/lib/config'
import { renewEpochs } from '@/lib/db/event-log'
import { tellExpected } from '@/lib/process/tell-expected'
import { withDatabase } from '@/lib/process/with-database'

await tellExpected(async () => {
  const count = await withDatabase(readConfig(process.env), (db) => db.transact((tx) => renewEpochs(tx.sql)))
  console.log(`${count} channels begin a new history.`)
})
