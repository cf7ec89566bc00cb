import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readEvents } from '@/lib/db/event-log'
import { newId } from '@/lib/db/ids'
import { notifications } from '@/lib/db/tables/people'
import type { Locale } from '@/lib/schema/locales'
import { type NotificationEvent, WordedNotificationPage } from '@/lib/schema/notifications'
import { Me } from '@/lib/schema/session'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
})
afterAll(() => app.close())

async function read({ api }: Person): Promise<WordedNotificationPage> {
  return (await api.get('/api/notifications?limit=100')).as(WordedNotificationPage)
}

async function speak({ api }: Person, locale: Locale): Promise<void> {
  expect((await api.patch('/api/me', { locale })).as(Me).locale).toBe(locale)
}

const CYRILLIC = /\p{Script=Cyrillic}/u

/** Everything that is stored of somebody's notifications, as text. */
async function stored({ id }: Person): Promise<string> {
  const { read: reader } = app.app.db
  const rows = await reader.select().from(notifications).where(eq(notifications.userId, id))
  const events = await readEvents(reader, `notifications:${id}`, 0, 100)
  expect(rows.length).toBeGreaterThan(0)
  expect(events.length).toBeGreaterThan(0)
  return JSON.stringify([rows, events], (_, value) => (typeof value === 'bigint' ? String(value) : value))
}

/** Likes, buys, comments and tips: notifications written alone, and as a part of another statement. */
async function visit(fan: Person, creator: Creator, postId: string): Promise<void> {
  await fan.api.put(`/api/posts/${postId}/like`)
  await buy(fan, { kind: 'post', postId })
  await fan.api.post(`/api/posts/${postId}/comments`, { body: 'Good' })
  await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
  await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 2_000_000n })
}

const IN_RUSSIAN = [
  ['like', '\u2068Fan\u2069: новый лайк', 'Mine'],
  ['sale', '\u2068Fan\u2069: покупка вашей публикации за 0,007 SOL', 'Mine'],
  ['comment', '\u2068Fan\u2069: новый комментарий к «\u2068Mine\u2069»', 'Good'],
  ['subscriber', '\u2068Fan\u2069: новая подписка «\u2068basic\u2069»', '0,005 SOL'],
  ['tip', '\u2068Fan\u2069: чаевые 0,002 SOL', ''],
]

describe('who reads Russian', () => {
  it('is told in Russian, on the page and live, and what is stored has no words', async () => {
    const [creator, fan] = [await makeCreator(app, { tiers: { basic: 5_000_000n } }), await signIn(app)]
    await Promise.all([fund(fan), fan.api.patch('/api/me', { displayName: 'Fan' })])
    const post = await makePost(creator, { title: 'Mine', priceLamports: 7_000_000n })
    await speak(creator, 'ru')
    const socket = await connect(app, creator, 'notifications')
    await visit(fan, creator, post.id)

    const live = (await socket.events()).map(({ data }) => data)
    expect(live.map(({ kind, title, body }) => [kind, title, body])).toEqual(IN_RUSSIAN)
    for (const data of live) expect(data).not.toHaveProperty('locale')
    const { items } = await read(creator)
    expect(items.map(({ kind, title, body }) => [kind, title, body])).toEqual(IN_RUSSIAN.toReversed())
    expect(items.map(({ params }) => params).toReversed()).toEqual(live.map(({ params }) => params))
    expect(await stored(creator)).not.toMatch(CYRILLIC)

    // The same, read in English: other words for the same facts.
    await speak(creator, 'en')
    const inEnglish = (await read(creator)).items
    expect(inEnglish.map(({ kind, params, href }) => [kind, params, href])).toEqual(
      items.map(({ kind, params, href }) => [kind, params, href]),
    )
    expect(inEnglish[0]?.title).toBe('\u2068Fan\u2069 tipped you 0.002 SOL')
    expect(JSON.stringify(inEnglish.map(({ title, body }) => [title, body]))).not.toMatch(CYRILLIC)
    socket.close()
  })

  it('is told in Russian of what somebody else is told in English', async () => {
    const [creator, one, other] = [await makeCreator(app), await signIn(app), await signIn(app)]
    for (const { api } of [one, other]) await api.put(`/api/creators/${creator.handle}/follow`)
    await speak(other, 'ru')
    const sockets = [await connect(app, one, 'notifications'), await connect(app, other, 'notifications')]
    await makePost(creator, { title: 'News' })
    const told = await Promise.all(sockets.map(async (socket) => (await socket.next('notification')).data))
    const name = `\u2068The ${creator.handle}\u2069`
    expect(told.map(({ title }) => title)).toEqual([`${name} published a post`, `${name}: новая публикация`])
    expect(told[0].params).toEqual(told[1].params)
    await vi.waitFor(
      async () => expect((await read(other)).items).toMatchObject([{ title: `${name}: новая публикация` }]),
      5_000,
    )
    expect((await read(one)).items).toMatchObject([{ title: `${name} published a post` }])
    expect(await stored(other)).not.toMatch(CYRILLIC)
    for (const socket of sockets) socket.close()
  })

  it('is told in English live what an older release has emitted, and in Russian on the page', async () => {
    const creator = await makeCreator(app)
    await speak(creator, 'ru')
    const socket = await connect(app, creator, 'notifications')
    const params = { actorId: newId(), actorName: 'Fan', postId: newId(), postTitle: 'Mine' }
    const id = newId()
    await app.app.db.transact(async (tx) => {
      await tx.sql
        .insert(notifications)
        .values({ id, userId: creator.id, kind: 'like', dedupeKey: 'old', params })
      const data = { id, kind: 'like', createdAt: new Date(0).toISOString(), unreadCount: 1, params }
      tx.emit('notification', data as NotificationEvent, { userId: creator.id })
    })
    expect((await socket.next('notification')).data.title).toBe('\u2068Fan\u2069 liked your post')
    expect((await read(creator)).items).toMatchObject([{ id, title: '\u2068Fan\u2069: новый лайк' }])
    socket.close()
  })
})
