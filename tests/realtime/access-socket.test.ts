import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AccessWorld,
  LONG_TOKENS,
  makeAccessWorld,
  POST_KINDS,
  type PostKind,
  UNLOCKED_BY,
  VIEWER_KINDS,
} from '@/tests/support/app/access-world'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { connect, type SocketClient } from '@/tests/support/realtime/socket-client'

const KINDS = Object.keys(POST_KINDS) as PostKind[]
const VIEWERS = VIEWER_KINDS.filter((viewer) => viewer !== 'anonymous')

let app: TestApp
let world: AccessWorld
const sockets = {} as Record<(typeof VIEWERS)[number], SocketClient>
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeAccessWorld(app)
  for (const viewer of VIEWERS) {
    const channels = KINDS.map((kind) => `post:${world.posts[kind].post.id}`)
    sockets[viewer] = await connect(app, world.people[viewer], ...channels)
  }
  for (const kind of KINDS) {
    const path = `/api/posts/${world.posts[kind].post.id}/comments`
    await world.author.api.post(path, { body: `live secret about ${kind}` })
  }
  // It waits for the rights of each of its readers, longer than the answer to a ping.
  for (const viewer of VIEWERS) {
    for (const _ of KINDS) await sockets[viewer].next('comment_added')
  }
})

afterAll(() => app.close())

describe.each(VIEWERS)('on the open socket of %s', (viewer) => {
  it.each(KINDS)(
    'a new comment on a post that is %s comes with its words only where it is unlocked',
    async (kind) => {
      const postId = world.posts[kind].post.id
      const all = await sockets[viewer].events()
      const events = all.filter((event) => event.channel === `post:${postId}`)
      expect(events.map((event) => event.type)).toEqual(['comment_added'])
      const { data } = events[0]
      expect(data).toMatchObject({ postId, commentId: expect.any(String), commentsCount: 2 })
      const words = `live secret about ${kind}`
      if (UNLOCKED_BY[viewer][kind] === undefined) {
        expect(data).not.toHaveProperty('comment')
        expect(sockets[viewer].text).not.toContain(`${words}"`)
      } else {
        expect(data.comment).toMatchObject({ body: words, author: { id: world.author.id } })
      }
    },
  )
})

it('replays it in the same way to a reader who was away', async () => {
  for (const viewer of VIEWERS) {
    const socket = await connect(app, world.people[viewer])
    for (const kind of KINDS) {
      await socket.subscribe(`post:${world.posts[kind].post.id}`, '0.0')
      await socket.next('comment_added', ({ data }) => data.commentsCount === 2)
    }
    for (const kind of KINDS) {
      const isUnlocked = UNLOCKED_BY[viewer][kind] !== undefined
      expect(socket.text.includes(`"live secret about ${kind}"`), `${viewer}, ${kind}`).toBe(isUnlocked)
      expect(socket.text.includes(world.posts[kind].comment), `${viewer}, ${kind}`).toBe(isUnlocked)
    }
    socket.close()
  }
})
