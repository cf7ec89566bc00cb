import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS } from '@/lib/calendar'
import { newId } from '@/lib/db/ids'
import { CreatorProfile } from '@/lib/schema/creators'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { makeCreator, makePost, type Person, signInMany } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

describe('the page of a creator', () => {
  it('greets its members, and nobody else', async () => {
    const creator = await makeCreator(app, { tiers: { basic: 2_000_000n } })
    const [member, former] = await signInMany(app, 2)
    if (!member || !former) throw new Error('nobody came')
    await Promise.all([fund(member), fund(former)])
    const subscription = { kind: 'subscription', creatorId: creator.id, tier: 'basic' } as const
    await buy(former, subscription)
    app.clock.advance(31 * DAY_MS)
    await buy(member, subscription)
    const spy = await connect(app, former, `creator:${creator.id}`)
    const welcome = 'Begin with the maps.'
    const patched = await creator.api.patch('/api/me/creator', { welcome })
    expect(patched.as(CreatorProfile).welcome).toBe(welcome)
    const readBy = async ({ api }: Pick<Person, 'api'>) =>
      (await api.get(`/api/creators/${creator.handle}`)).as(CreatorProfile).welcome
    expect(await readBy(member)).toBe(welcome)
    for (const other of [former, { api: anonymous }]) expect(await readBy(other)).toBeNull()
    expect((await spy.events()).map(({ type }) => type)).toEqual(['creator_updated'])
    expect(spy.text).not.toContain(welcome)
    spy.close()
    ;(await creator.api.patch('/api/me/creator', { welcome: 'x'.repeat(501) })).fieldErrors('welcome')
    expect((await creator.api.patch('/api/me/creator', { welcome: '' })).json.welcome).toBeNull()
  })

  it('has a post of its own that stands first, while it is listed', async () => {
    const [creator, other] = [await makeCreator(app), await makeCreator(app)]
    const [post, theirs] = [await makePost(creator), await makePost(other)]
    const pinned = async () => (await anonymous.get(`/api/creators/${creator.handle}`)).json.pinnedPostId
    const pin = (pinnedPostId: string | null) => creator.api.patch('/api/me/creator', { pinnedPostId })
    const draft = (await creator.api.post('/api/posts', { title: 'x', status: 'draft' })).json
    for (const id of [theirs.id, draft.id, newId()]) (await pin(id)).fieldErrors('pinnedPostId')
    expect(await pinned()).toBeNull()
    expect((await pin(post.id)).as(CreatorProfile).pinnedPostId).toBe(post.id)
    const spy = await connect(app, other, `creator:${creator.id}`)
    await creator.api.patch(`/api/posts/${post.id}`, { listed: false })
    expect((await spy.next('creator_updated')).data.creator.pinnedPostId).toBeNull()
    spy.close()
    expect(await pinned()).toBeNull()
    ;(await pin(post.id)).fieldErrors('pinnedPostId')
    await creator.api.patch(`/api/posts/${post.id}`, { listed: true })
    expect(await pinned()).toBe(post.id)
    expect((await pin(null)).json.pinnedPostId).toBeNull()
  })

  it('says in which order its memberships are shown', async () => {
    const creator = await makeCreator(app, { tiers: { basic: 2_000_000n, vip: 3_000_000n } })
    const read = async () => (await anonymous.get(`/api/creators/${creator.handle}`)).as(CreatorProfile)
    expect((await read()).tierOrder).toBe('ascending')
    await creator.api.patch('/api/me/creator', { tierOrder: 'descending' })
    const { tierOrder, tiers } = await read()
    expect(tierOrder).toBe('descending')
    expect(tiers.map(({ tier }) => tier)).toEqual(['basic', 'vip'])
    ;(await creator.api.patch('/api/me/creator', { tierOrder: 'random' })).fieldErrors('tierOrder')
  })
})

it('shows the part of portrait and cover that was chosen, until there is another picture', async () => {
  const creator = await makeCreator(app)
  const [face, view, next] = [
    await addPicture(creator, 41),
    await addPicture(creator, 42),
    await addPicture(creator, 43),
  ]
  const change = async (patch: object) =>
    (await creator.api.patch('/api/me/creator', patch)).as(CreatorProfile)
  const [avatarFocus, coverFocus] = [
    { x: 0, y: 1000, zoom: 250 },
    { x: 500, y: 125 },
  ]
  const fresh = await change({ avatarId: face.id, coverId: view.id })
  expect([fresh.avatarFocus, fresh.coverFocus]).toEqual([undefined, undefined])
  expect(await change({ avatarFocus, coverFocus })).toMatchObject({ avatarFocus, coverFocus })
  expect((await creator.api.get('/api/me')).json.avatarFocus).toEqual(avatarFocus)
  const post = await makePost(creator)
  expect(post.author.avatarFocus).toEqual(avatarFocus)
  const sizes = [99, 401, 150.5].map((zoom) => ({ x: 0, y: 0, zoom }))
  for (const bad of [{ x: 0 }, { x: -1, y: 0 }, { x: 0, y: 1001 }, { x: 0.5, y: 0 }, ...sizes])
    (await creator.api.patch('/api/me/creator', { coverFocus: bad })).problem('validation_failed')
  expect(await change({ bio: 'words' })).toMatchObject({ avatarFocus, coverFocus })
  const replaced = await change({ coverId: next.id, avatarFocus: null })
  expect([replaced.avatarFocus, replaced.coverFocus]).toEqual([undefined, undefined])
  // Whichever way the picture is changed.
  await change({ avatarFocus })
  await creator.api.patch('/api/me', { avatarId: null })
  expect((await creator.api.get('/api/me')).json.avatarFocus).toBeNull()
})
