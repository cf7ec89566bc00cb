import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CreatorProfile } from '@/lib/schema/creators'
import { Me } from '@/lib/schema/session'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { makeCreator, signIn, signInMany } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { connect } from '@/tests/support/realtime/socket-client'

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
      expect(reply.problem('handle_taken').issues).toEqual({ handle: [{ code: 'taken' }] })
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
    ;(await become(person.id)).fieldErrors('referredBy')
    expect((await become(inviter.handle)).status).toBe(201)
    const other = await signIn(app)
    const byId = { handle: 'invited_too', displayName: 'x', referredBy: inviter.id }
    expect((await other.api.post('/api/me/creator', byId)).status).toBe(201)
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

  it('has links to where else its owner is, as a browser writes them', async () => {
    const creator = await makeCreator(app)
    const setLinks = (links: unknown) => creator.api.patch('/api/me/creator', { links })
    const given = ['mara.example', ' https://Shop.Example/a b?c=d ', 'http://пример.example/ё']
    const links = [
      'https://mara.example/',
      'https://shop.example/a%20b?c=d',
      'http://xn--e1afmkfd.example/%D1%91',
    ]
    expect((await setLinks(given)).as(CreatorProfile).links).toEqual(links)
    expect((await anonymous.get(`/api/creators/${creator.handle}`)).json.links).toEqual(links)
    for (const wrong of [
      ...['javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.example', '//', 'localhost', 'a b c', ''],
      ...['https://user:secret@a.example', `https://a.example/${'x'.repeat(200)}`, '/creators/mara'],
    ])
      expect((await setLinks([wrong])).fieldErrors('links.0'), wrong).toHaveLength(1)
    ;(await setLinks('mara.example')).fieldErrors('links')
    await creator.api.patch('/api/me/creator', { bio: 'Still with links' })
    expect((await anonymous.get(`/api/creators/${creator.handle}`)).json.links).toEqual(links)
    expect((await setLinks([])).as(CreatorProfile).links).toEqual([])
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
