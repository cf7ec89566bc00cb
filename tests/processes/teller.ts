import { openDatabase } from '@/lib/db/database'
import { handlers } from '@/lib/jobs/handlers'
import { startRunner } from '@/lib/jobs/runner'
import { noFilms, noMedia, noPictures } from '@/tests/support/app/no-media'

// Does the jobs of a database. Prints a line for each part of a job that was committed.
const db = await openDatabase({ url: process.env.DATABASE_URL, folder: process.env.DATA_DIR ?? '' })
db.onCommit((events) => console.log(`told ${events.length}`))
const quiet = { info() {}, warn: console.error, error: console.error }
startRunner({
  context: { db, now: () => new Date(), store: noMedia, pictures: noPictures, ...noFilms },
  handlers,
  log: quiet,
})
