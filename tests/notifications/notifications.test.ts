import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readEvents } from '@/lib/db/event-log'
import { newId } from '@/lib/db/ids'
import { notifications } from '@/lib/db/tables/people'
import { type NotificationEvent, WordedNotificationPage } from '@/lib/schema/notifications'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import {
  type Creator,
  makeCreator,
  makePost,
  type Person,
  SECRET,
  signIn,
  signInMany,
} from '@/tests/support/app/people'
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

const kinds = ({ items }: WordedNotificationPage) => items.map((item) => item.kind)

/** A creator, and a fan who can pay and has a name. */
async function pair(): Promise<[Creator, Person]> {
  const [creator, fan] = await Promise.all([
    makeCreator(app, { tiers: { basic: 5_000_000n, premium: 9_000_000n } }),
    signIn(app),
  ])
  await Promise.all([fund(fan), fan.api.patch('/api/me', { displayName: 'Fan' })])
  return [creator, fan]
}

describe('the creator', () => {
  it('hears of like, comment, sale, subscriber and tip, each live and on the page', async () => {
    const [creator, fan] = await pair()
    const post = await makePost(creator, { title: 'Mine', priceLamports: 7_000_000n })
    const socket = await connect(app, creator, 'notifications')
    await fan.api.put(`/api/posts/${post.id}/like`)
    await buy(fan, { kind: 'post', postId: post.id })
    const comment = (await fan.api.post(`/api/posts/${post.id}/comments`, { body: 'Good' })).json
    await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
    await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 2_000_000n })

    const expected = [
      ['like', '\u2068Fan\u2069 liked your post', 'Mine', `/posts/${post.id}`],
      ['sale', '\u2068Fan\u2069 bought your post for 0.007 SOL', 'Mine', `/posts/${post.id}`],
      [
        'comment',
        '\u2068Fan\u2069 commented on “\u2068Mine\u2069”',
        'Good',
        `/posts/${post.id}#comment-${comment.id}`,
      ],
      ['subscriber', '\u2068Fan\u2069 subscribed to \u2068basic\u2069', '0.005 SOL', '/studio'],
      ['tip', '\u2068Fan\u2069 tipped you 0.002 SOL', '', '/studio'],
    ]
    const page = await read(creator)
    expect(page.items.map(({ kind, title, body, href }) => [kind, title, body, href])).toEqual(
      expected.toReversed(),
    )
    expect(page.unreadCount).toBe(5)
    expect(page.items.every((item) => item.readAt === null)).toBe(true)
    const live = await socket.events()
    expect(live.map(({ data: { kind, title, body, href } }) => [kind, title, body, href])).toEqual(expected)
    expect(live.map(({ data }) => data.unreadCount)).toEqual([1, 2, 3, 4, 5])
    expect(live.every((event) => event.type === 'notification' && event.channel.endsWith(creator.id))).toBe(
      true,
    )
    expect((await creator.api.get('/api/me')).json.unreadCount).toBe(5)
    expect((await read(fan)).items).toEqual([])
    socket.close()
  })

  it('hears nothing of what they do themselves', async () => {
    const [creator] = await pair()
    const post = await makePost(creator)
    await creator.api.put(`/api/posts/${post.id}/like`)
    const { id } = (await creator.api.post(`/api/posts/${post.id}/comments`, { body: 'Mine' })).json
    await creator.api.post(`/api/posts/${post.id}/comments`, { body: 'And mine', parentId: id })
    await creator.api.put(`/api/creators/${creator.handle}/follow`)
    await makePost(creator)
    expect(await read(creator)).toMatchObject({ items: [], unreadCount: 0 })
  })

  it('hears once of a like that is taken back and given again', async () => {
    const [creator, fan] = await pair()
    const post = await makePost(creator)
    for (let time = 0; time < 3; time += 1) {
      await fan.api.put(`/api/posts/${post.id}/like`)
      await fan.api.delete(`/api/posts/${post.id}/like`)
    }
    expect(kinds(await read(creator))).toEqual(['like'])
  })
})

describe('a fan', () => {
  it('hears of a new post once, when they follow or subscribe', async () => {
    const [creator, both] = await pair()
    const [follower, subscriber, former] = await signInMany(app, 3)
    if (!follower || !subscriber || !former) throw new Error('nobody came')
    await Promise.all([subscriber, former].map((one) => fund(one)))
    const subscription = { kind: 'subscription', creatorId: creator.id, tier: 'basic' } as const
    await buy(former, subscription)
    app.clock.advance(31 * DAY)
    await Promise.all([buy(both, subscription), buy(subscriber, subscription)])
    for (const one of [follower, both]) await one.api.put(`/api/creators/${creator.handle}/follow`)

    const post = await makePost(creator, { title: 'News', minTier: 'premium' })
    for (const one of [follower, both, subscriber]) {
      await vi.waitFor(
        async () =>
          expect((await read(one)).items).toMatchObject([
            { kind: 'post', body: 'News', href: `/posts/${post.id}` },
          ]),
        5_000,
      )
    }
    // The end of their subscription may have been told meanwhile.
    expect((await read(former)).items.filter(({ kind }) => kind === 'post')).toEqual([])
    await follower.api.delete(`/api/creators/${creator.handle}/follow`)
    const next = await makePost(creator, { title: 'More news' })
    await vi.waitFor(
      async () => expect((await read(both)).items).toMatchObject([{ href: `/posts/${next.id}` }, {}]),
      5_000,
    )
    expect((await read(follower)).items).toHaveLength(1)
  })

  it('hears of a reply, and not of the answers of others', async () => {
    const [creator, fan] = await pair()
    const [other] = await signInMany(app, 1)
    const post = await makePost(creator)
    const path = `/api/posts/${post.id}/comments`
    const { id } = (await fan.api.post(path, { body: 'A question' })).json
    await creator.api.post(path, { body: 'An answer', parentId: id })
    const answer = (await other?.api.post(path, { body: 'Another one', parentId: id }))?.json
    await fan.api.post(path, { body: 'Thanks', parentId: answer.id })
    expect(kinds(await read(fan))).toEqual(['reply', 'reply'])
    expect(kinds(await read(other as Person))).toEqual(['reply'])
    expect(kinds(await read(creator))).toEqual(['comment', 'comment', 'comment'])
    expect((await read(fan)).items.map((item) => item.body)).toEqual(['Another one', 'An answer'])
  })

  it('is not told the words of a reply to a post that is locked to them by now', async () => {
    const [creator, fan] = await pair()
    await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
    const post = await makePost(creator, { minTier: 'basic' })
    const path = `/api/posts/${post.id}/comments`
    const { id } = (await fan.api.post(path, { body: 'A question' })).json
    app.clock.advance(31 * DAY)
    const socket = await connect(app, fan, 'notifications', `user:${fan.id}`, `post:${post.id}`)
    await creator.api.post(path, { body: SECRET, parentId: id })
    expect((await socket.next('notification')).data).toMatchObject({ kind: 'reply', body: '' })
    await socket.events()
    expect(socket.text).not.toContain(SECRET)
    expect((await fan.api.get('/api/notifications')).text).not.toContain(SECRET)
    socket.close()
  })
})

it('is stored and told as facts, and worded on the way out', async () => {
  const [creator, fan] = await pair()
  const post = await makePost(creator, { title: 'Mine', priceLamports: 7_000_000n })
  const socket = await connect(app, creator, 'notifications')
  await fan.api.put(`/api/posts/${post.id}/like`)
  const { id: purchaseId } = await buy(fan, { kind: 'post', postId: post.id })
  const liked = { actorId: fan.id, actorName: 'Fan', postId: post.id, postTitle: 'Mine' }
  const params = [liked, { ...liked, purchaseId, amountLamports: 7_000_000n }]

  expect((await read(creator)).items.map((item) => item.params)).toEqual(params.toReversed())
  expect((await socket.events()).map(({ data }) => data.params)).toEqual(params)
  const rows = await app.app.db.read
    .select()
    .from(notifications)
    .where(eq(notifications.userId, creator.id))
    .orderBy(notifications.id)
  expect(rows.map(({ kind, title, body, href }) => [kind, title, body, href])).toEqual([
    ['like', null, null, null],
    ['sale', null, null, null],
  ])
  const events = await readEvents(app.app.db.read, `notifications:${creator.id}`, 0, 10)
  expect(events.map(({ data }) => Object.keys(data).sort())).toEqual(
    params.map(() => ['createdAt', 'id', 'kind', 'locale', 'params', 'unreadCount']),
  )
  socket.close()
})

it('of a release that stored words is shown in those, on the page and live', async () => {
  const creator = await makeCreator(app)
  const words = { title: 'Somebody liked your post', body: 'Mine', href: '/posts/1' }
  const id = newId()
  const socket = await connect(app, creator, 'notifications')
  await app.app.db.transact(async (tx) => {
    await tx.sql
      .insert(notifications)
      .values({ id, userId: creator.id, kind: 'like', dedupeKey: 'old', ...words })
    const data = { id, kind: 'like', createdAt: new Date(0).toISOString(), unreadCount: 1, ...words }
    tx.emit('notification', data as unknown as NotificationEvent, { userId: creator.id })
  })
  const shown = { id, kind: 'like', params: words, ...words }
  expect((await read(creator)).items).toMatchObject([shown])
  expect((await socket.next('notification')).data).toMatchObject(shown)
  socket.close()
})

it('of a long comment ends after 200 whole characters', async () => {
  const [creator, fan] = await pair()
  const post = await makePost(creator)
  const path = `/api/posts/${post.id}/comments`
  for (const body of ['😀'.repeat(101), '😀'.repeat(201)]) {
    expect((await fan.api.post(path, { body })).status).toBe(201)
  }
  expect((await read(creator)).items.map(({ body }) => body)).toEqual([
    `${'😀'.repeat(199)}…`,
    '😀'.repeat(101),
  ])
})

it('belongs to one user: others neither see it, mark it, nor listen to it', async () => {
  const [creator, fan] = await pair()
  const post = await makePost(creator)
  await fan.api.put(`/api/posts/${post.id}/like`)
  const [mine] = (await read(creator)).items
  expect((await fan.api.post('/api/notifications/read', { ids: [mine?.id] })).json).toEqual({
    unreadCount: 0,
  })
  expect((await read(creator)).unreadCount).toBe(1)
  const socket = await connect(app, fan)
  socket.send({ type: 'subscribe', channel: `notifications:${creator.id}` })
  expect((await socket.next('error')).data.code).toBe('forbidden')
  socket.close()
})
