import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { posts } from '@/lib/db/tables/content'
import type { ErrorCode } from '@/lib/errors'
import { ApiClient, type Reply } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { PostgresProxy } from '@/tests/support/database/postgres-proxy'
import { createTestDatabase, POSTGRES_URL, type TestDatabase } from '@/tests/support/database/test-database'

/** More than there are connections. */
const WAITING = 12

let data: TestDatabase
let proxy: PostgresProxy
let app: TestApp
let creator: Creator
let fan: Person

function expectRefusal(reply: Reply, code: ErrorCode): void {
  reply.problem(code)
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
}

describe.skipIf(POSTGRES_URL === undefined)('while the database does not answer', () => {
  beforeAll(async () => {
    data = await createTestDatabase()
    proxy = await PostgresProxy.before(data.env.DATABASE_URL ?? '')
    app = await startTestApp({ data, env: { DATABASE_URL: proxy.url } })
    ;[creator, fan] = [await makeCreator(app), await signIn(app)]
  })
  afterAll(async () => {
    await app.close()
    await proxy.cut()
    await data.remove()
  })

  it('reads go on while all writes wait for one row, and those are told to come back', async () => {
    const post = await makePost(creator, {})
    const path = `/api/posts/${post.id}`
    await app.app.db.transact(async (tx) => {
      await tx.sql.select().from(posts).where(eq(posts.id, post.id)).for('update')
      const likes = Promise.all(Array.from({ length: WAITING }, () => fan.api.put(`${path}/like`)))
      for (let n = 0; n < WAITING; n += 1) expect((await fan.api.get(path)).status).toBe(200)
      for (const reply of await likes) expectRefusal(reply, 'unavailable')
    })
    expect((await fan.api.put(`${path}/like`)).json).toMatchObject({ liked: true, likesCount: 1 })
  })

  it('requests wait for a server that is being restarted', async () => {
    await proxy.cut()
    const replies = Promise.all([
      ...Array.from({ length: WAITING }, () => fan.api.get('/api/feed')),
      ...Array.from({ length: WAITING }, (_, n) => fan.api.patch('/api/me', { displayName: `Name ${n}` })),
    ])
    await proxy.back()
    for (const reply of await replies) expect(reply.status, reply.text).toBe(200)
  })

  it('they are told to come back when it does not, and the process is not ready', async () => {
    await proxy.cut()
    const replies = await Promise.all([
      fan.api.get('/api/feed'),
      fan.api.patch('/api/me', { displayName: 'Nobody' }),
      new ApiClient(app.url).get('/api/feed'),
    ])
    for (const reply of replies) expectRefusal(reply, 'unavailable')
    const ready = await new ApiClient(app.url).get('/readyz')
    expect([ready.status, ready.json.checks.database]).toEqual([503, false])
    await proxy.back()
    expect((await fan.api.get('/api/me')).json.displayName).not.toBe('Nobody')
    expect((await new ApiClient(app.url).get('/readyz')).json.status).toMatch(/ready|degraded/)
  })
})
