import { openDatabase } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'

// Opens the database it is told and says so; then commits one event after the other, and prints each that is committed.
const [url = '', folder = ''] = process.argv.slice(2)
const db = await openDatabase({ url: url === '' ? undefined : url, folder }).catch((error: Error) => {
  if (!process.argv.includes('quietly')) throw error
  return process.exit(1)
})
console.log('open')
const creatorId = newId()
for (let count = 1; process.argv.includes('write'); count += 1) {
  await db.transact(async (tx) => tx.emit('tier_updated', { creatorId, tiers: [] }, {}))
  console.log(`${creatorId} ${count}`)
}
process.stdin.resume()
