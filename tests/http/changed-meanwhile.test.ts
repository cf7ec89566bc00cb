import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CreatorProfile } from '@/lib/schema/creators'
import { Post } from '@/lib/schema/posts'
import { Me } from '@/lib/schema/session'
import { Tier } from '@/lib/schema/tiers'
import { type Creator, makeCreator, makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

// The clock of the app stands still: versions differ all the same.
let app: TestApp
let creator: Creator
beforeAll(async () => {
  app = await startTestApp()
  creator = await makeCreator(app, { tiers: { basic: 5_000_000n, vip: 50_000_000n } })
})
afterAll(() => app.close())

const readTiers = async () =>
  (await creator.api.get(`/api/creators/${creator.handle}`)).as(CreatorProfile).tiers

describe('a change that began with what is there no more', () => {
  it('of a post is refused with what there is now, and undoes nothing', async () => {
    const post = await makePost(creator, { priceLamports: 5_000_000n })
    const path = `/api/posts/${post.id}`
    const raised = await creator.api.patch(path, { priceLamports: 900_000_000, version: post.updatedAt })
    expect(raised.as(Post).priceLamports).toBe(900_000_000n)
    const stale = { body: 'New text', priceLamports: 5_000_000, version: post.updatedAt }
    const { current } = (await creator.api.patch(path, stale)).problem('conflict')
    expect(Post.parse(current)).toMatchObject({ priceLamports: 900_000_000n, unlockedBy: 'author' })
    const after = (await creator.api.get(path)).as(Post)
    expect(after.priceLamports).toBe(900_000_000n)
    expect(after.content?.body).not.toBe('New text')
    // With what was changed alone, and the version of now, it is done.
    const mended = (await creator.api.patch(path, { body: 'New text', version: current.updatedAt })).as(Post)
    expect(mended).toMatchObject({ priceLamports: 900_000_000n, content: { body: 'New text' } })
  })

  it('is told from another within the same millisecond, and let through once of two at the same time', async () => {
    const post = await makePost(creator)
    const path = `/api/posts/${post.id}`
    const replies = await Promise.all(
      ['One', 'Two'].map((title) => creator.api.patch(path, { title, version: post.updatedAt })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('of a post by somebody else does not show it to them', async () => {
    const other = await makeCreator(app)
    const post = await makePost(creator, { priceLamports: 5_000_000n })
    const reply = await other.api.patch(`/api/posts/${post.id}`, { version: '2020-01-01T00:00:00.000Z' })
    reply.problem('forbidden')
  })

  it('of a tier is refused, with all of that request; one of another tier is not', async () => {
    const [basic, vip] = await readTiers()
    const put = (...list: object[]) => creator.api.put('/api/me/tiers', list)
    const raised = { ...basic, priceLamports: 80_000_000n, version: basic?.updatedAt }
    ;(await put(raised)).as(Tier.array())
    const renamed = { ...vip, name: 'Close friends', version: vip?.updatedAt }
    const { current } = (await put(renamed, { ...basic, version: basic?.updatedAt })).problem('conflict')
    expect(Tier.array().parse(current)).toMatchObject([{ priceLamports: 80_000_000n }, { name: 'vip' }])
    expect(await readTiers()).toEqual(current)
    ;(await put(renamed)).as(Tier.array())
    expect(await readTiers()).toMatchObject([{ priceLamports: 80_000_000n }, { name: 'Close friends' }])
  })

  it('of a tier that somebody has set up meanwhile is refused', async () => {
    const premium = { tier: 'premium', name: 'Premium', priceLamports: 20_000_000n, version: null }
    ;(await creator.api.put('/api/me/tiers', [premium])).as(Tier.array())
    ;(await creator.api.put('/api/me/tiers', [{ ...premium, priceLamports: 1_000_000n }])).problem('conflict')
    expect((await readTiers()).find(({ tier }) => tier === 'premium')?.priceLamports).toBe(20_000_000n)
  })

  it('of a name, a picture or a page is refused, whichever of them was changed', async () => {
    const me = (await creator.api.get('/api/me')).as(Me)
    const profile = (await creator.api.get(`/api/creators/${creator.handle}`)).as(CreatorProfile)
    expect(profile.updatedAt).toBe(me.updatedAt)
    const version = me.updatedAt
    const saved = (await creator.api.patch('/api/me/creator', { bio: 'New', version })).as(CreatorProfile)
    expect(saved.updatedAt > version).toBe(true)

    const mine = (await creator.api.patch('/api/me', { displayName: 'Old', version })).problem('conflict')
    expect(Me.parse(mine.current).updatedAt).toBe(saved.updatedAt)
    const page = (await creator.api.patch('/api/me/creator', { bio: 'Old', version })).problem('conflict')
    expect(CreatorProfile.parse(page.current)).toMatchObject({ bio: 'New', updatedAt: saved.updatedAt })

    const renamed = { displayName: 'Ann', version: saved.updatedAt }
    expect((await creator.api.patch('/api/me', renamed)).as(Me).displayName).toBe('Ann')
    expect((await creator.api.get(`/api/creators/${creator.handle}`)).json).toMatchObject({
      bio: 'New',
      displayName: 'Ann',
    })
  })
})

it('without a version is a change of what there is, as scripts make it', async () => {
  const post = await makePost(creator)
  for (const title of ['One', 'Two'])
    expect((await creator.api.patch(`/api/posts/${post.id}`, { title })).as(Post).title).toBe(title)
})
