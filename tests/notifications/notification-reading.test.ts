import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { trimNotifications } from '@/lib/domain/notifications/trim'
import { WordedNotificationPage } from '@/lib/schema/notifications'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { makeCreator, makePost, type Person, signInMany } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
})
afterAll(() => app.close())

async function read({ api }: Person, query = '?limit=100'): Promise<WordedNotificationPage> {
  return (await api.get(`/api/notifications${query}`)).as(WordedNotificationPage)
}

describe('reading', () => {
  it('some, all and the same again keeps count and page of every tab in step', async () => {
    const creator = await makeCreator(app)
    const fans = await signInMany(app, 5)
    const post = await makePost(creator)
    for (const fan of fans) await fan.api.put(`/api/posts/${post.id}/like`)
    const tabs = [await connect(app, creator, 'notifications'), await connect(app, creator, 'notifications')]
    const ids = (await read(creator)).items.map((item) => item.id)
    const mark = async (body: object) => (await creator.api.post('/api/notifications/read', body)).json

    expect(await mark({ ids: [ids[0], ids[1]] })).toEqual({ unreadCount: 3 })
    expect(await mark({ ids: [ids[1], newId()] })).toEqual({ unreadCount: 3 })
    expect(await mark({ ids: [ids[1], ids[2]] })).toEqual({ unreadCount: 2 })
    expect(await mark({ all: true })).toEqual({ unreadCount: 0 })
    expect(await mark({ all: true })).toEqual({ unreadCount: 0 })
    const page = await read(creator)
    expect(page.unreadCount).toBe(0)
    expect(page.items.every((item) => item.readAt !== null)).toBe(true)
    for (const tab of tabs) {
      const told = (await tab.events()).map(({ type, data }) => [
        type,
        data.ids?.toSorted(),
        data.unreadCount,
      ])
      expect(told).toEqual([
        ['notification_read', [ids[0], ids[1]].toSorted(), 3],
        ['notification_read', [ids[2]], 2],
        ['notifications_cleared', undefined, 0],
      ])
      tab.close()
    }
  })

  it('all of 2,000 is one row, and what comes then is new', async () => {
    const { db } = app.app
    const creator = await makeCreator(app)
    const [fan = creator, other = creator] = await signInMany(app, 2)
    const post = await makePost(creator)
    await fan.api.put(`/api/posts/${post.id}/like`)
    await db.transact((tx) =>
      tx.sql.execute(sql`
        with more as (
          insert into notifications (id, user_id, kind, params, dedupe_key, read_round)
          select (left(id::text, 24) || lpad(to_hex(n), 12, '0'))::uuid, user_id, kind, params, dedupe_key || n, read_round
          from notifications, generate_series(2, 2000) n where user_id = ${creator.id} returning 1)
        update users set unread_count = unread_count + (select count(*) from more) where id = ${creator.id}`),
    )
    // A release before rounds wrote this one.
    await db.transact((tx) =>
      tx.sql.execute(sql`
        update notifications set read_round = null where id in (
          select id from notifications where user_id = ${creator.id} limit 1)`),
    )
    const written = async () => {
      const { rows } = await db.transact((tx) =>
        tx.sql.execute<{ n: number }>(
          sql`select count(*)::int as n from notifications where user_id = ${creator.id} and read_at is not null`,
        ),
      )
      return rows[0]?.n
    }
    expect((await read(creator)).unreadCount).toBe(2_000)
    expect((await creator.api.post('/api/notifications/read', { all: true })).json).toEqual({
      unreadCount: 0,
    })
    expect(await written()).toBe(1)
    const page = await read(creator)
    expect(page.items.every((item) => item.readAt === page.items[0]?.readAt)).toBe(true)

    await other.api.put(`/api/posts/${post.id}/like`)
    await fan.api.post(`/api/posts/${post.id}/comments`, { body: 'x' })
    const { items, unreadCount } = await read(creator)
    expect(unreadCount).toBe(2)
    const unread = items.filter((item) => item.readAt === null).map(({ id }) => id)
    expect(unread).toHaveLength(2)
    const ids = items.map(({ id }) => id)
    expect((await creator.api.post('/api/notifications/read', { ids })).json).toEqual({ unreadCount: 0 })
    await db.transact((tx) => tx.sql.execute(sql`update users set unread_count = 5 where id = ${creator.id}`))
    // What is read is not counted down when it is taken away.
    expect(await trimNotifications(db, new Date(Date.now() + 365 * DAY))).toBe(500)
    expect((await read(creator)).unreadCount).toBe(5)
  })

  it('at the same time as new ones arrive never loses count', async () => {
    const creator = await makeCreator(app)
    const fans = await signInMany(app, 20)
    const post = await makePost(creator)
    await Promise.all(
      fans.flatMap(({ api }, index) => [
        api.put(`/api/posts/${post.id}/like`),
        api.post(`/api/posts/${post.id}/comments`, { body: 'x' }),
        ...(index % 4 === 0 ? [creator.api.post('/api/notifications/read', { all: true })] : []),
      ]),
    )
    const page = await read(creator)
    expect(page.items).toHaveLength(40)
    expect(page.unreadCount).toBe(page.items.filter((item) => item.readAt === null).length)
    expect((await creator.api.get('/api/me')).json.unreadCount).toBe(page.unreadCount)
  })

  it.each([{}, { ids: [] }, { ids: ['x'] }, { all: false }])('asks what: %j is invalid', async (body) => {
    const creator = await makeCreator(app)
    ;(await creator.api.post('/api/notifications/read', body)).problem('validation_failed')
  })
})

it('is listed newest first, page by page, with the position its channel goes on from', async () => {
  const creator = await makeCreator(app)
  const fans = await signInMany(app, 5)
  const post = await makePost(creator)
  for (const fan of fans) await fan.api.put(`/api/posts/${post.id}/like`)
  const whole = await read(creator)
  const first = await read(creator, '?limit=3')
  const second = await read(creator, `?limit=3&cursor=${first.nextCursor}`)
  expect([...first.items, ...second.items]).toEqual(whole.items)
  expect(second.nextCursor).toBeNull()
  await fans[0]?.api.post(`/api/posts/${post.id}/comments`, { body: 'Meanwhile' })
  const socket = await connect(app, creator)
  const { data } = await socket.subscribe('notifications', whole.position)
  expect(data).toMatchObject({ recovered: true, replayed: 1 })
  expect((await socket.next('notification')).data).toMatchObject({ kind: 'comment', body: 'Meanwhile' })
  socket.close()
})

it('of what is gone for its reader lead to no page that is not there', async () => {
  const creator = await makeCreator(app)
  const [fan = creator, buyer = creator] = await signInMany(app, 2)
  await fund(buyer)
  const [gone, kept] = [await makePost(creator), await makePost(creator, { priceLamports: 5_000_000n })]
  await buy(buyer, { kind: 'post', postId: kept.id })
  for (const { id } of [gone, kept]) await fan.api.put(`/api/posts/${id}/like`)
  const { id: commentId } = (await fan.api.post(`/api/posts/${gone.id}/comments`, { body: 'Hi' })).json
  await creator.api.post(`/api/posts/${gone.id}/comments`, { body: 'You too', parentId: commentId })
  for (const person of [creator, fan])
    expect((await read(person)).items.map((item) => item.gone)).not.toContain(true)

  for (const { id } of [gone, kept]) await creator.api.delete(`/api/posts/${id}`)
  const about = ({ items }: WordedNotificationPage) =>
    items.map((item) => [item.kind, item.gone, item.href]).toSorted()
  expect(about(await read(fan))).toEqual([['reply', true, '/notifications']])
  expect(about(await read(creator))).toEqual([
    ['comment', true, '/notifications'],
    ['like', false, `/posts/${kept.id}`],
    ['like', true, '/notifications'],
    ['sale', false, `/posts/${kept.id}`],
  ])
})
