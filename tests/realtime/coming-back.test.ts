import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { importJwtKey, issueToken } from '@/lib/domain/accounts/sessions'
import { openAuthorization } from '@/lib/process/open-authorization'
import { MemoryBroker } from '@/lib/realtime/broker/broker-memory'
import { Hub, type Joined } from '@/lib/realtime/channels/hub'
import { Subscription } from '@/lib/realtime/channels/subscription'
import { channels } from '@/lib/schema/channel-names'
import { CountingReader } from '@/tests/support/database/counting-reader'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { emitCount } from '@/tests/support/realtime/realtime-server'

const READERS = 300
/** A token is looked at together with those that come in so many milliseconds. */
const TOGETHER_MS = 10

let data: TestDatabase
let db: Database
let read: CountingReader
const users = Array.from({ length: READERS }, newId)
const postId = newId()

beforeAll(async () => {
  data = await createTestDatabase()
  db = await openDatabase({ url: data.env.DATABASE_URL, folder: data.env.DATA_DIR ?? '' })
  await db.transact(async (tx) => {
    await tx.sql.execute(sql`
      insert into users (id, wallet)
      select id::uuid, id from jsonb_array_elements_text(${JSON.stringify(users)}::jsonb) as id`)
    await tx.sql.execute(sql`insert into creators (id, handle) values (${users[0]}, 'author')`)
    await tx.sql.execute(sql`
      insert into posts (id, author_id, title, teaser, body) values (${postId}, ${users[0]}, 'x', 'x', 'x')`)
  })
})
afterAll(async () => {
  await db.close()
  await data.remove()
})
beforeEach(() => {
  read = new CountingReader(db.read)
})

describe('[G2] when everybody comes back at once', () => {
  const log = { info() {}, warn() {}, error() {} }
  const authorizationOf = (jwtKey: CryptoKey) =>
    openAuthorization({ db: { ...db, read }, now: () => new Date(), jwtKey, tokenTtlSeconds: 3_600 })

  async function joinAll(names: readonly string[], since: string): Promise<Joined[]> {
    const authorization = authorizationOf(await importJwtKey('x'.repeat(32)))
    const subscriptionsOf = () => []
    const hub = new Hub({ db: read, broker: new MemoryBroker(), log, observeLag() {}, subscriptionsOf })
    const answers: Joined[] = []
    await Promise.all(
      names.map(async (channel, place) => {
        const subscriber = { outbox: { event() {} }, abandon() {} }
        const userId = users[place] ?? ''
        const subscription = new Subscription({ channel, userId, subscriber, authorization, log })
        hub.enter(subscription)
        await hub.join(subscription, since, (answer) => answers.push(answer))
      }),
    )
    hub.close()
    return answers
  }

  it('the newest positions of all channels are one statement', async () => {
    const answers = await joinAll(users.map(channels.user), '0.0')
    expect(answers).toEqual(Array(READERS).fill({ position: '0.0', recovered: true, replayed: 0 }))
    expect(read.statements).toBe(1)
  })

  it('the histories after the same position are one more', async () => {
    for (let n = 1; n <= 3; n += 1) await emitCount(db, postId, n)
    const answers = await joinAll(Array(READERS).fill(channels.post(postId)), '0.0')
    expect(answers.map(({ recovered, replayed }) => [recovered, replayed])).toEqual(
      Array(READERS).fill([true, 3]),
    )
    expect(read.statements).toBe(2)
  })

  it('the rights of all readers are one statement for each kind of channel', async () => {
    const { readRight } = authorizationOf(await importJwtKey('x'.repeat(32)))
    const everything = { full: true, until: null }
    const ask = (channel: string) => Promise.all(users.map((userId) => readRight(userId, channel)))
    expect(await ask(channels.post(postId))).toEqual(Array(READERS).fill(everything))
    expect(read.statements).toBe(1)
    expect(await ask(channels.creator(users[0] ?? ''))).toEqual(Array(READERS).fill(everything))
    expect(read.statements).toBe(2)
    expect(await readRight(users[0] ?? '', channels.post(newId()))).toBeNull()
    expect(await readRight(users[0] ?? '', channels.creator(users[1] ?? ''))).toBeNull()
  })

  it('[C5] and nobody has a right where none is read', async () => {
    const { readRight } = authorizationOf(await importJwtKey('x'.repeat(32)))
    for (const kind of ['imaginary', 'user', 'session', 'constructor'])
      expect(await readRight(users[0] ?? '', `${kind}:${users[0]}`)).toBeNull()
    expect(read.statements).toBe(0)
  })

  it('the tokens are looked at together', async () => {
    const jwtKey = await importJwtKey('x'.repeat(32))
    const context = { db, now: () => new Date(), jwtKey, tokenTtlSeconds: 3_600 }
    const tokens = await Promise.all(users.map((id) => issueToken(context, { id, wallet: id })))
    const { authenticate } = authorizationOf(jwtKey)
    const begin = performance.now()
    const checks = await Promise.all(tokens.map(({ token }) => authenticate(token)))
    const portions = Math.ceil((performance.now() - begin) / TOGETHER_MS) + 1
    expect(checks.map(({ ok }) => ok)).toEqual(Array(READERS).fill(true))
    expect(read.statements).toBeLessThanOrEqual(portions)
  })
})
