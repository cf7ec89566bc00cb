import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { NotificationPage } from '@/lib/schema/notifications'
import { LONG_TOKENS } from './access-world'
import { makeCreator, makePost, type Person, signInMany } from './people'
import { connect } from './socket-client'
import { startTestApp, type TestApp } from './start-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
})
afterAll(() => app.close())

async function read({ api }: Person, query = '?limit=100'): Promise<NotificationPage> {
  return (await api.get(`/api/notifications${query}`)).as(NotificationPage)
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
