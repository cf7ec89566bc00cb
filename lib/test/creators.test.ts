import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { CreatorCard, CreatorProfile } from '@/lib/schema/creators'
import { Me } from '@/lib/schema/session'
import { Tier } from '@/lib/schema/tiers'
import { ApiClient } from './api-client'
import { addPicture } from './images'
import { makeCreator, makePost, signIn, signInMany } from './people'
import { connect } from './socket-client'
import { startTestApp, type TestApp } from './start-app'

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

describe('becoming a creator', () => {
  it('opens a page under the handle, in small letters', async () => {
    const person = await signIn(app)
    const input = { handle: '  Ada_1 ', displayName: ' Ada ', bio: 'Two\nlines' }
    const profile = (await person.api.post('/api/me/creator', input)).as(CreatorProfile, 201)
    expect(profile).toMatchObject({
      id: person.id,
      handle: 'ada_1',
      displayName: 'Ada',
      bio: 'Two\nlines',
      tiers: [],
      postsCount: 0,
      followersCount: 0,
      subscribersCount: 0,
      following: false,
      subscription: null,
    })
    expect((await person.api.get('/api/me')).as(Me)).toMatchObject({ handle: 'ada_1', displayName: 'Ada' })
    for (const written of ['ada_1', 'ADA_1']) {
      expect((await anonymous.get(`/api/creators/${written}`)).as(CreatorProfile).id).toBe(person.id)
    }
  })

  it.each(['ab', 'a'.repeat(31), '_ab', 'ab_', 'a b', 'a-b', 'ёлка', 'a/b', 'admin', 'API', ''])(
    'is not possible under the handle %j',
    async (handle) => {
      const person = await signIn(app)
      const reply = await person.api.post('/api/me/creator', { handle, displayName: 'x' })
      expect(reply.fieldErrors('handle').length).toBeGreaterThan(0)
      expect((await person.api.get('/api/me')).json.handle).toBeNull()
    },
  )

  it('is possible once', async () => {
    const creator = await makeCreator(app)
    const again = await creator.api.post('/api/me/creator', { handle: 'another', displayName: 'x' })
    again.problem('already_creator')
    ;(await anonymous.get('/api/creators/another')).problem('not_found')
  })

  it('gives a handle to one of those who want it at the same time', async () => {
    const people = await signInMany(app, 6)
    const replies = await Promise.all(
      people.map(({ api }) => api.post('/api/me/creator', { handle: 'wanted', displayName: 'x' })),
    )
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1)
    for (const reply of replies.filter((other) => other.status !== 201)) {
      expect(reply.problem('handle_taken').errors).toHaveProperty('handle')
    }
    const names = await Promise.all(
      people.map(async ({ api }) => (await api.get('/api/me')).json.displayName),
    )
    expect(names.filter((name) => name === 'x')).toHaveLength(1)
  })

  it('may name the creator who invited, if there is one', async () => {
    const inviter = await makeCreator(app)
    const person = await signIn(app)
    const become = (referredBy: string) =>
      person.api.post('/api/me/creator', { handle: 'invited', displayName: 'x', referredBy })
    ;(await become('nobody_such')).fieldErrors('referredBy')
    expect((await become(inviter.handle)).status).toBe(201)
  })
})

describe('a profile', () => {
  it('is changed by its owner, and what is not given stays', async () => {
    const creator = await makeCreator(app)
    const cover = await addPicture(creator, 1)
    await creator.api.patch('/api/me/creator', { bio: 'About me', coverId: cover.id })
    const reply = await creator.api.patch('/api/me/creator', { displayName: 'New name' })
    expect(reply.as(CreatorProfile)).toMatchObject({
      displayName: 'New name',
      bio: 'About me',
      coverId: cover.id,
    })
    expect((await creator.api.patch('/api/me/creator', { coverId: null })).json.coverId).toBeNull()
    expect((await creator.api.patch('/api/me/creator', {})).json.bio).toBe('About me')
    ;(await creator.api.patch('/api/me/creator', { displayName: '' })).fieldErrors('displayName')
    ;(await creator.api.patch('/api/me/creator', { bio: 'x'.repeat(501) })).fieldErrors('bio')
  })

  it('is not there for who is no creator', async () => {
    const { api } = await signIn(app)
    ;(await api.patch('/api/me/creator', { bio: 'x' })).problem('not_found')
    ;(await api.put('/api/me/tiers', [])).problem('not_found')
    ;(await api.post('/api/posts', { title: 'x', body: 'x' })).problem('forbidden')
  })

  it('tells its channel what became of it', async () => {
    const creator = await makeCreator(app)
    const fan = await signIn(app)
    const socket = await connect(app, fan, `creator:${creator.id}`)
    await creator.api.patch('/api/me', { displayName: 'Live name' })
    expect((await socket.next('creator_updated')).data.creator).toMatchObject({ displayName: 'Live name' })
    await creator.api.put('/api/me/tiers', [{ tier: 'vip', priceLamports: 5_000_000, name: 'Gold' }])
    expect((await socket.next('tier_updated')).data).toMatchObject({
      creatorId: creator.id,
      tiers: [{ tier: 'vip', priceLamports: 5_000_000n, name: 'Gold', benefits: [], enabled: true }],
    })
    socket.close()
  })
})

describe('tiers', () => {
  it('are set one by one, in rising order, and can be left off', async () => {
    const creator = await makeCreator(app)
    const put = (list: unknown) => creator.api.put('/api/me/tiers', list)
    await put([
      { tier: 'vip', priceLamports: 9_000_000, name: 'All of it', benefits: ['Everything'] },
      { tier: 'basic', priceLamports: 1_000_000, name: 'A bit' },
    ])
    const after = (await put([{ tier: 'vip', priceLamports: 8_000_000, name: 'All', enabled: false }])).as(
      Tier.array(),
    )
    expect(after.map(({ tier, priceLamports, enabled }) => [tier, priceLamports, enabled])).toEqual([
      ['basic', 1_000_000n, true],
      ['vip', 8_000_000n, false],
    ])
    expect((await anonymous.get(`/api/creators/${creator.handle}`)).as(CreatorProfile).tiers).toEqual(after)
    const twice = { tier: 'basic', priceLamports: 1_000_000, name: 'x' }
    ;(await put([twice, twice])).problem('validation_failed')
    ;(await put([{ ...twice, tier: 'gold' }])).fieldErrors('0.tier')
    ;(await put([{ ...twice, priceLamports: 999_999 }])).fieldErrors('0.priceLamports')
    ;(await put([{ ...twice, benefits: Array.from({ length: 13 }, () => 'x') }])).fieldErrors('0.benefits')
  })
})

describe('following', () => {
  it('counts each fan once, however often and from wherever they say it', async () => {
    const creator = await makeCreator(app)
    const fans = await signInMany(app, 5)
    const path = `/api/creators/${creator.handle}/follow`
    const spy = await connect(app, fans[0] as (typeof fans)[number], `creator:${creator.id}`)
    await Promise.all(fans.flatMap(({ api }) => [api.put(path), api.put(path), api.put(path)]))
    expect((await fans[0]?.api.put(path))?.json).toEqual({ following: true, followersCount: 5 })
    const seen = (await spy.events()).map((event) => event.data.creator.followersCount)
    expect(seen).toEqual([1, 2, 3, 4, 5])

    await Promise.all(fans.slice(2).flatMap(({ api }) => [api.delete(path), api.delete(path)]))
    expect((await fans[4]?.api.delete(path))?.json).toEqual({ following: false, followersCount: 2 })
    expect((await spy.events()).map((event) => event.data.creator.followersCount).slice(5)).toEqual([4, 3, 2])
    spy.close()

    const profile = (await fans[0]?.api.get(`/api/creators/${creator.handle}`))?.as(CreatorProfile)
    expect(profile).toMatchObject({ following: true, followersCount: 2 })
    expect((await anonymous.get(`/api/creators/${creator.handle}`)).json.following).toBe(false)
    ;(await fans[0]?.api.put('/api/creators/nobody_such/follow'))?.problem('not_found')
  })
})

it('lists creators newest first, page by page, by name or handle', async () => {
  const made = []
  for (const handle of ['zoe_painter', 'zoe_writer', 'zoe_singer'])
    made.push(await makeCreator(app, { handle }))
  await made[0]?.api.patch('/api/me', { displayName: '100% Zoe_' })
  const page = async (query: string) =>
    (await anonymous.get(`/api/creators?${query}`)).as(pageOf(CreatorCard))

  const first = await page('query=ZOE&limit=2')
  expect(first.items.map((creator) => creator.handle)).toEqual(['zoe_singer', 'zoe_writer'])
  const second = await page(`query=zoe&limit=2&cursor=${first.nextCursor}`)
  expect(second.items.map((creator) => creator.handle)).toEqual(['zoe_painter'])
  expect(second.nextCursor).toBeNull()
  for (const [query, handles] of [
    ['100%25', ['zoe_painter']],
    ['Zoe_', ['zoe_singer', 'zoe_writer', 'zoe_painter']],
    ['%25', ['zoe_painter']],
    ['zoe%25painter', []],
  ] as const) {
    expect(
      (await page(`query=${query}`)).items.map((creator) => creator.handle),
      query,
    ).toEqual(handles)
  }
})

it('changes name and picture of a user, also of one who is no creator', async () => {
  const { api } = await signIn(app)
  expect((await api.patch('/api/me', { displayName: '  A fan ' })).as(Me).displayName).toBe('A fan')
  expect((await api.patch('/api/me', {})).as(Me).displayName).toBe('A fan')
  for (const displayName of ['', '   ', 'x'.repeat(61), 'two\nlines', 7]) {
    expect((await api.patch('/api/me', { displayName })).fieldErrors('displayName').length).toBeGreaterThan(0)
  }
})

it('shows who has no name by the ends of their wallet', async () => {
  const [fan, creator] = [await signIn(app), await makeCreator(app)]
  const post = await makePost(creator)
  const comment = await fan.api.post(`/api/posts/${post.id}/comments`, { body: 'Hello' })
  expect(comment.json.author.displayName).toBe(`${fan.wallet.slice(0, 4)}…${fan.wallet.slice(-4)}`)
  expect(comment.text).not.toContain(fan.wallet)
})
