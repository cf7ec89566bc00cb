import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { topPosition } from '@/lib/db/event-log'
import { makeCreator, makePost, signIn } from './people'
import { connect } from './socket-client'
import { startTestApp } from './start-app'

const FOLLOWERS = 10_000

it('tells a new post to very many followers, each once', async () => {
  const app = await startTestApp()
  try {
    const [creator, fan] = [await makeCreator(app), await signIn(app)]
    await fan.api.put(`/api/creators/${creator.handle}/follow`)
    await app.app.db.transact(async ({ sql: db }) => {
      await db.execute(sql`
        insert into users (id, wallet) select gen_random_uuid(), 'wallet ' || n from generate_series(1, ${FOLLOWERS}) n`)
      await db.execute(sql`
        insert into follows (creator_id, user_id) select ${creator.id}, id from users where wallet like 'wallet %'`)
    })
    const socket = await connect(app, fan, 'notifications')
    const post = await makePost(creator)
    expect((await socket.next('notification')).data).toMatchObject({ kind: 'post', unreadCount: 1 })

    const { rows } = await app.app.db.read.execute(sql`
      select count(*)::int as told, count(distinct user_id)::int as users from notifications
      where dedupe_key = ${`post:${post.id}`}`)
    expect(rows).toEqual([{ told: FOLLOWERS + 1, users: FOLLOWERS + 1 }])
    const [unread] = (await app.app.db.read.execute(sql`select sum(unread_count)::int as sum from users`))
      .rows
    expect(unread).toEqual({ sum: FOLLOWERS + 1 })
    expect((await topPosition(app.app.db.read, `notifications:${fan.id}`)).offset).toBe(1)
    socket.close()
  } finally {
    await app.close()
  }
}, 60_000)
