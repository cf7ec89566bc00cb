import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { CreatorCard, CreatorProfile } from '@/lib/schema/creators'
import { Me } from '@/lib/schema/session'
import { Tier } from '@/lib/schema/tiers'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator, makePost, signIn, signInMany } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

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

  it('is for others: nobody follows themselves, under whichever spelling', async () => {
    const creator = await makeCreator(app)
    const spy = await connect(app, creator, `creator:${creator.id}`)
    for (const handle of [creator.handle, creator.handle.toUpperCase()])
      (await creator.api.put(`/api/creators/${handle}/follow`)).problem('own_page')
    expect((await creator.api.delete(`/api/creators/${creator.handle}/follow`)).json).toEqual({
      following: false,
      followersCount: 0,
    })
    expect((await creator.api.get(`/api/creators/${creator.handle}`)).as(CreatorProfile)).toMatchObject({
      following: false,
      followersCount: 0,
    })
    expect(await spy.events()).toEqual([])
    spy.close()
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
