// Fills an empty database with so many posts, and with users, likes, purchases and the like in proportion: to see what
// reads cost when a site has grown. Where the settings point; for tests and benches, never for a site of anybody.
import { ConfigError, readConfig } from '@/lib/config'
import { openDatabase } from '@/lib/db/database'
import { users } from '@/lib/db/tables/people'
import { grownBy, seedGrown } from '@/lib/demo/grown'
import { tellExpected } from '@/lib/process/tell-expected'

const USAGE = 'Usage: npm run seed -- --posts <number, at least 1000>'
const POSTS_MIN = 1_000

await tellExpected(async () => {
  const [flag, value, ...rest] = process.argv.slice(2)
  const posts = Number(value)
  if (flag !== '--posts' || rest.length > 0 || !Number.isSafeInteger(posts) || posts < POSTS_MIN)
    throw new ConfigError(USAGE)
  const config = readConfig(process.env)
  const db = await openDatabase({ url: config.databaseUrl, folder: config.dataDir })
  try {
    const [anybody] = await db.read.select({ id: users.id }).from(users).limit(1)
    if (anybody !== undefined) throw new ConfigError('Nothing done: the database is not empty.')
    console.log(JSON.stringify(grownBy(posts)))
    const { starId, fanId } = await seedGrown(db, grownBy(posts))
    console.log(`star ${starId}, fan ${fanId}`)
  } finally {
    await db.close()
  }
})
