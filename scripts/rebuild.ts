// Rebuilds who bought what from the chain, into an empty database, beside a file that `db:export` has written.
import { type FileHandle, open } from 'node:fs/promises'
import { CommandRefusal, runCommandWithFile } from '@/lib/process/command'
import { loadExport } from '@/lib/restore/load-export'
import { rebuild } from '@/lib/restore/rebuild'

await runCommandWithFile('Usage: npm run access:rebuild -- <file of db:export>', async (context, path) => {
  const file = await open(path).catch((error: Error) => {
    throw new CommandRefusal(error.message)
  })
  if ((await file.stat()).isDirectory()) {
    await file.close()
    throw new CommandRefusal(`${path} is a folder`)
  }
  const loaded = await loadExport(context.db, linesOf(file))
  const { users, creators, posts } = loaded.counts
  console.log(`Loaded ${users} users, ${creators} creators, ${posts} posts. Reading the chain.`)
  const { payments, refunds, leftOut } = await rebuild(context, loaded)
  for (const { signature, why } of leftOut) console.log(`left out: ${signature}: ${why}`)
  console.log(`Booked ${payments} payments and ${refunds} refunds; ${leftOut.length} left out.`)
  return leftOut.length === 0
})

/** Begins to read when it is asked for the first line: what a reader finds before that is lost to it. */
async function* linesOf(file: FileHandle): AsyncIterable<string> {
  yield* file.readLines()
}
