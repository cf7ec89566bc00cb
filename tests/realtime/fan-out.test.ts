import { count, countDistinct, eq, sql, sum } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { topPosition } from '@/lib/db/event-log'
import { notifications, users } from '@/lib/db/tables/people'
import { makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp } from '@/tests/support/app/start-app'
import { connect } from '@/tests/support/realtime/socket-client'

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

    const read = () =>
      app.app.db.read
        .select({ told: count(), users: countDistinct(notifications.userId) })
        .from(notifications)
        .where(eq(notifications.dedupeKey, `post:${post.id}`))
    const everybody = [{ told: FOLLOWERS + 1, users: FOLLOWERS + 1 }]
    await vi.waitFor(async () => expect(await read()).toEqual(everybody), 60_000)
    const [unread] = await app.app.db.read.select({ sum: sum(users.unreadCount) }).from(users)
    expect(unread).toEqual({ sum: `${FOLLOWERS + 1}` })
    expect((await topPosition(app.app.db.read, `notifications:${fan.id}`)).offset).toBe(1)
    socket.close()
  } finally {
    await app.close()
  }
}, 60_000)
