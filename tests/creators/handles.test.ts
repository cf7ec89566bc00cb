import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CreatorProfile, OwnPage } from '@/lib/schema/creators'
import { Me } from '@/lib/schema/session'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { ApiClient } from '@/tests/support/app/api-client'
import { DAY } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

const change = (creator: Creator, handle: string) => creator.api.patch('/api/me/creator', { handle })
const become = async (handle: string) =>
  (await signIn(app)).api.post('/api/me/creator', { handle, displayName: 'x' })

/** Where an address leads, without going there. */
async function leadsTo(path: string, method = 'GET', headers: Record<string, string> = {}) {
  const { status, headers: said } = await fetch(app.url + path, { method, headers, redirect: 'manual' })
  return { status, location: said.get('location'), cacheControl: said.get('cache-control') }
}

it('gives the page another address, and the old one leads to it', async () => {
  const creator = await makeCreator(app, { handle: 'mira_before' })
  await creator.api.patch('/api/me', { displayName: 'Somebody' })
  const post = await makePost(creator, { title: 'Addressed' })
  const fan = await signIn(app)
  // What is kept for visitors is kept of the page of before.
  expect((await fetch(`${app.url}/creators/mira_before`)).status).toBe(200)
  expect((await anonymous.get('/api/creators/mira_before')).status).toBe(200)
  const socket = await connect(app, fan, `creator:${creator.id}`)

  const { updatedAt } = (await creator.api.get('/api/me')).as(Me)
  const changed = (await change(creator, ' Mira_Now ')).as(CreatorProfile)
  // A form of the other fields that is open all the while can be saved.
  expect(changed).toMatchObject({ id: creator.id, handle: 'mira_now', updatedAt })
  expect((await socket.next('creator_updated')).data.creator).toMatchObject({ handle: 'mira_now' })
  socket.close()

  const moved = { status: 308, cacheControl: 'no-store' }
  for (const [from, to] of [
    ['/creators/mira_before?tab=about&a=b', '/creators/mira_now?tab=about&a=b'],
    ['/creators/MIRA_BEFORE', '/creators/mira_now'],
    ['/creators/mira_before/card.png', '/creators/mira_now/card.png'],
    ['/join/mira_before?x=1', '/join/mira_now?x=1'],
    ['/feeds/mira_before.xml', '/feeds/mira_now.xml'],
    ['/api/creators/mira_before', '/api/creators/mira_now'],
    ['/api/creators/mira_before/posts?limit=3', '/api/creators/mira_now/posts?limit=3'],
    ['/api/creators/mira_before/posts/new?since=2020-01-01T00:00:00Z', null],
    ['/creators/mira_before/series/1', '/creators/mira_now/series/1'],
    ['/api/creators/mira_before/series', '/api/creators/mira_now/series'],
    ['/api/creators/mira_before/memberships', '/api/creators/mira_now/memberships'],
  ] as const) {
    expect(await leadsTo(from)).toEqual({ ...moved, location: to ?? from.replace('before', 'now') })
  }
  // Whose handle is a part of the query is told what it is now, and asks again.
  expect((await anonymous.get('/api/tags?creator=mira_before')).problem('not_found')).toMatchObject({
    reason: 'no_such_creator',
    movedTo: 'mira_now',
  })
  const cookie = { cookie: `fonana_session=${fan.token}` }
  expect(await leadsTo('/creators/mira_before', 'GET', cookie)).toMatchObject({ status: 308 })
  const key = (await fan.api.get('/api/me/feed-key')).json.key
  expect((await fan.api.get(`/feeds/mira_before.xml?key=${key}`)).text).toContain('Addressed')

  expect((await fan.api.put('/api/creators/mira_before/follow')).json).toMatchObject({ following: true })
  expect((await fan.api.get('/api/creators/mira_before')).as(CreatorProfile)).toMatchObject({
    handle: 'mira_now',
    following: true,
  })
  expect((await fan.api.get(`/api/posts/${post.id}`)).json.author.handle).toBe('mira_now')
  expect((await creator.api.get('/api/me')).as(Me).handle).toBe('mira_now')
  const html = await (await fetch(`${app.url}/creators/mira_now`)).text()
  expect(html).toContain('@mira_now')
  expect(html).not.toContain('mira_before')
  const found = await anonymous.get('/api/search?kind=creators&q=mira_now')
  expect(found.json.items.map(({ id }: { id: string }) => id)).toEqual([creator.id])
  expect((await anonymous.get('/api/search?kind=creators&q=mira_before')).json.items).toEqual([])
  const places = await (await fetch(`${app.url}/sitemaps/1.xml`)).text()
  expect(places).toContain('/creators/mira_now<')
  expect(places).not.toContain('mira_before')
})

it('can be changed once in 30 days', async () => {
  const creator = await makeCreator(app, { handle: 'one_a' })
  const ownPage = async () => (await creator.api.get('/api/me/creator')).as(OwnPage)
  expect(await ownPage()).toEqual({ handle: 'one_a', formerHandles: [], handleChangeableAt: null })
  const before = app.clock.now().getTime()
  await change(creator, 'one_b')
  const { handleChangeableAt } = await ownPage()
  expect(Date.parse(String(handleChangeableAt))).toBeGreaterThanOrEqual(before + 30 * DAY)

  const refused = (await change(creator, 'one_c')).problem('handle_changed_recently')
  expect(refused.possibleAt).toBe(handleChangeableAt)
  // Not all of it, if not this.
  ;(await creator.api.patch('/api/me/creator', { handle: 'one_c', bio: 'New' })).problem(
    'handle_changed_recently',
  )
  expect((await anonymous.get('/api/creators/one_b')).as(CreatorProfile).bio).toBe('')
  // What they have already is no change.
  expect((await change(creator, 'one_b')).status).toBe(200)

  app.clock.advance(30 * DAY)
  expect((await ownPage()).handleChangeableAt).toBeNull()
  expect((await change(creator, 'one_c')).status).toBe(200)
  for (const former of ['one_a', 'one_b'])
    expect(await leadsTo(`/creators/${former}`)).toMatchObject({ status: 308, location: '/creators/one_c' })
  expect((await ownPage()).formerHandles.toSorted()).toEqual(['one_a', 'one_b'])
})

it('is refused where it is none, is reserved, or is or was somebody else’s', async () => {
  const [creator, other] = [await makeCreator(app), await makeCreator(app, { handle: 'held' })]
  for (const handle of ['ab', 'a-b', 'ёлка', 'admin', 'fonana_1', ''])
    expect((await change(creator, handle)).fieldErrors('handle').length).toBeGreaterThan(0)
  const taken = { handle: [{ code: 'taken' }] }
  expect((await change(creator, 'held')).problem('handle_taken').issues).toEqual(taken)
  await change(other, 'held_no_more')
  expect((await change(creator, 'HELD')).problem('handle_taken').issues).toEqual(taken)
  expect((await become('held')).problem('handle_taken').issues).toEqual(taken)
  expect((await creator.api.get('/api/me')).as(Me).handle).toBe(creator.handle)
  // None of these was a change.
  expect((await change(creator, 'free_one')).status).toBe(200)
  ;(await (await signIn(app)).api.get('/api/me/creator')).problem('not_found')
  ;(await (await signIn(app)).api.patch('/api/me/creator', { handle: 'not_mine' })).problem('not_found')
})

it('can be taken back by who had it, and then leads nowhere else', async () => {
  const creator = await makeCreator(app, { handle: 'back_a' })
  await change(creator, 'back_b')
  app.clock.advance(31 * DAY)
  expect((await change(creator, 'back_a')).status).toBe(200)
  expect((await anonymous.get('/api/creators/back_a')).as(CreatorProfile).handle).toBe('back_a')
  expect(await leadsTo('/creators/back_b')).toMatchObject({ status: 308, location: '/creators/back_a' })
  expect(await leadsTo('/creators/back_a')).toMatchObject({ status: 200 })
  ;(await become('back_b')).problem('handle_taken')
})

it('is good for an invitation that was handed on before', async () => {
  const inviter = await makeCreator(app, { handle: 'inviting' })
  await change(inviter, 'inviting_now')
  const person = await signIn(app)
  const input = { handle: 'brought', displayName: 'x', referredBy: 'inviting' }
  expect((await person.api.post('/api/me/creator', input)).status).toBe(201)
  const { items } = (await inviter.api.get('/api/notifications')).json
  expect(items[0]).toMatchObject({ kind: 'referral', params: { actorId: person.id } })
})

it('goes to one of those who want it at the same time, and to none while it is let go', async () => {
  const rivals = await Promise.all(Array.from({ length: 4 }, () => makeCreator(app)))
  const replies = await Promise.all(rivals.map((rival) => change(rival, 'contested')))
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  for (const reply of replies.filter(({ status }) => status !== 200)) reply.problem('handle_taken')

  const [leaving, ...others] = await Promise.all(Array.from({ length: 4 }, () => makeCreator(app)))
  const all = await Promise.all([
    change(leaving as Creator, 'left_for_this'),
    ...others.map((other) => change(other, (leaving as Creator).handle)),
    become((leaving as Creator).handle),
  ])
  expect(all.map(({ status }) => status)).toEqual([200, 409, 409, 409, 409])
  expect(await leadsTo(`/creators/${leaving?.handle}`)).toMatchObject({ location: '/creators/left_for_this' })
  // Twice at once by the same creator is one change.
  const twice = await makeCreator(app)
  const both = await Promise.all([change(twice, 'twice_a'), change(twice, 'twice_b')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

it('is kept by the database from whoever writes it, as processes of an older release do', async () => {
  const creator = await makeCreator(app, { handle: 'of_old' })
  await change(creator, 'of_now')
  const other = await makeCreator(app)
  const write = app.app.db.transact((tx) =>
    tx.sql.execute(sql`update creators set handle = 'of_old' where id = ${other.id}`),
  )
  await expect(write).rejects.toMatchObject({
    cause: { code: '23505', constraint: 'creators_handle_unique' },
  })
})
