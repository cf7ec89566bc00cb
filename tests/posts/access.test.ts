import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { PICTURE_WIDTHS } from '@/lib/schema/pictures'
import { Post } from '@/lib/schema/posts'
import {
  type AccessWorld,
  LONG_TOKENS,
  makeAccessWorld,
  POST_KINDS,
  type PostKind,
  UNLOCKED_BY,
  VIEWER_KINDS,
  type ViewerKind,
} from '@/tests/support/app/access-world'
import type { Reply } from '@/tests/support/app/api-client'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let world: AccessWorld
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeAccessWorld(app)
})
afterAll(() => app.close())

const cases = VIEWER_KINDS.flatMap((viewer) =>
  (Object.keys(POST_KINDS) as PostKind[]).map((kind): [ViewerKind, PostKind, string | null] => [
    viewer,
    kind,
    UNLOCKED_BY[viewer][kind] ?? null,
  ]),
)

describe.each(cases)('before %s a post that is %s', (viewer, kind, unlockedBy) => {
  const isUnlocked = unlockedBy !== null
  const get = (path: string) => world.apiOf(viewer).get(path)

  /** Holds that a post shows its content, or nothing of it, wherever it is shown. */
  function expectShown(shown: Post, reply: Reply) {
    const { body, mediaId, alt } = world.posts[kind]
    expect(shown).toMatchObject({ unlocked: isUnlocked, unlockedBy, title: `A ${kind} post` })
    expect(shown.media).toHaveLength(1)
    if (isUnlocked) {
      expect(shown.content).toEqual({
        body: `${body}\n\n![](/api/media/${mediaId})`,
        blocks: [
          { is: 'paragraph', of: [body] },
          { is: 'picture', id: mediaId },
        ],
        media: [{ id: mediaId, url: `/api/media/${mediaId}`, alt }],
      })
    } else {
      expect(shown.content).toBeUndefined()
      expect(reply.text).not.toContain(body)
      expect(reply.text).not.toContain(alt)
      expect(reply.text).not.toContain(`/api/media/${mediaId}"`)
    }
    expect(reply.text).not.toContain('secret-comment')
  }

  it(`is ${unlockedBy ?? 'locked'} on its page`, async () => {
    const reply = await get(`/api/posts/${world.posts[kind].post.id}`)
    expectShown(reply.as(Post), reply)
  })

  it('is the same in the feed and on the creator’s page', async () => {
    for (const path of ['/api/feed?limit=100', `/api/creators/${world.author.handle}/posts?limit=100`]) {
      const reply = await get(path)
      const { items } = reply.as(pageOf(Post))
      expect(items).toHaveLength(Object.keys(POST_KINDS).length)
      const shown = items.find((post) => post.id === world.posts[kind].post.id)
      expectShown(shown as Post, reply)
    }
  })

  it(`${isUnlocked ? 'gives' : 'keeps'} its original image, and gives its preview`, async () => {
    const { mediaId, original } = world.posts[kind]
    const reply = await get(`/api/media/${mediaId}`)
    if (isUnlocked) {
      expect(reply.status).toBe(200)
      expect(reply.bytes.equals(original)).toBe(true)
      expect(reply.headers.get('cache-control')).toContain('private')
      const narrow = await get(`/api/media/${mediaId}?w=96`)
      expect(narrow.status).toBe(200)
      expect(narrow.bytes.length).toBeLessThan(original.length)
      expect(narrow.headers.get('cache-control')).toBe(reply.headers.get('cache-control'))
      expect(narrow.headers.get('vary')).toBe(reply.headers.get('vary'))
    } else {
      reply.problem('locked')
      const range = await world.apiOf(viewer).get(`/api/media/${mediaId}`, { range: 'bytes=0-9' })
      range.problem('locked')
      const known = { 'if-none-match': `"${mediaId}-original"` }
      ;(await world.apiOf(viewer).get(`/api/media/${mediaId}`, known)).problem('locked')
      for (const width of PICTURE_WIDTHS) (await get(`/api/media/${mediaId}?w=${width}`)).problem('locked')
      const anyKnown = { 'if-none-match': '*' }
      ;(await world.apiOf(viewer).get(`/api/media/${mediaId}?w=96`, anyKnown)).problem('locked')
    }
    const preview = await get(`/api/media/${mediaId}/preview`)
    expect(preview.status).toBe(200)
    expect(preview.bytes.equals(original)).toBe(false)
    expect(preview.bytes.length).toBeLessThan(original.length / 10)
  })

  it(`${isUnlocked ? 'shows' : 'hides'} its comments`, async () => {
    const { post, comment } = world.posts[kind]
    const path = `/api/posts/${post.id}/comments`
    const reply = await get(path)
    if (isUnlocked) {
      expect(reply.status).toBe(200)
      expect(reply.text).toContain(comment)
    } else {
      reply.problem('locked')
      expect(reply.text).not.toContain(comment)
    }
    const before = (await world.author.api.get(`/api/posts/${post.id}`)).json.commentsCount
    const added = await world.apiOf(viewer).post(path, { body: 'I was here' })
    const after = (await world.author.api.get(`/api/posts/${post.id}`)).json.commentsCount
    if (viewer === 'anonymous') added.problem('unauthorized')
    else if (isUnlocked) expect(added.status).toBe(201)
    else added.problem('locked')
    expect(after - before).toBe(added.status === 201 ? 1 : 0)
  })
})

it('cannot be changed or taken away by anybody but its author', async () => {
  const { post } = world.posts.open
  for (const viewer of VIEWER_KINDS.filter((kind) => kind !== 'author' && kind !== 'anonymous')) {
    const { api } = world.people[viewer as keyof AccessWorld['people']]
    ;(await api.patch(`/api/posts/${post.id}`, { priceLamports: null })).problem('forbidden')
    ;(await api.delete(`/api/posts/${post.id}`)).problem('forbidden')
  }
})
