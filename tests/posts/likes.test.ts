import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEvents } from '@/lib/db/event-log'
import { LikeReply } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, signIn, signInMany } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
let author: Creator
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app)
})
afterAll(() => app.close())

describe('a like', () => {
  it('counts once and is told once, however often it is given', async () => {
    const post = await makePost(author)
    const fan = await signIn(app)
    const socket = await connect(app, fan, `post:${post.id}`)
    const path = `/api/posts/${post.id}/like`
    for (let time = 0; time < 3; time += 1) {
      expect((await fan.api.put(path)).as(LikeReply)).toEqual({ liked: true, likesCount: 1 })
    }
    for (let time = 0; time < 3; time += 1) {
      expect((await fan.api.delete(path)).as(LikeReply)).toEqual({ liked: false, likesCount: 0 })
    }
    const facts = { postId: post.id, userId: fan.id }
    expect((await socket.next('post_liked')).data).toEqual({ ...facts, likesCount: 1 })
    expect((await socket.next('post_unliked')).data).toEqual({ ...facts, likesCount: 0 })
    expect(await likesOf(post.id)).toHaveLength(2)
    socket.close()
  })

  it('can be given to a post that is still locked, but not by nobody', async () => {
    const post = await makePost(author, { minTier: 'vip' })
    const fan = await signIn(app)
    expect((await fan.api.put(`/api/posts/${post.id}/like`)).status).toBe(200)
    ;(await new ApiClient(app.url).put(`/api/posts/${post.id}/like`)).problem('unauthorized')
  })

  it('is heard by the author on their own channel, by no other user on theirs', async () => {
    const post = await makePost(author)
    const [fan, other] = await signInMany(app, 2)
    if (fan === undefined || other === undefined) throw new Error('nobody came')
    const [theirs, others] = [
      await connect(app, author, `user:${author.id}`),
      await connect(app, other, `user:${other.id}`),
    ]
    await fan.api.put(`/api/posts/${post.id}/like`)
    expect((await theirs.next('post_liked')).data).toEqual({
      postId: post.id,
      userId: fan.id,
      likesCount: 1,
    })
    expect(await others.events()).toEqual([])
    for (const socket of [theirs, others]) socket.close()
  })
})

describe('many likes at once', () => {
  it('are counted exactly, and each count is an event, in order', async () => {
    const post = await makePost(author)
    const fans = await signInMany(app, 50)
    const replies = await Promise.all(fans.map(({ api }) => api.put(`/api/posts/${post.id}/like`)))
    expect(replies.map((reply) => reply.as(LikeReply).likesCount).sort((a, b) => a - b)).toEqual(upTo(50))

    const events = await likesOf(post.id)
    expect(events.map((event) => event.likesCount)).toEqual(upTo(50))
    expect(new Set(events.map((event) => event.userId)).size).toBe(50)
    expect((await author.api.get(`/api/posts/${post.id}`)).json.likesCount).toBe(50)
  })

  it('and taken back at once, by many, stay in step with who likes the post', async () => {
    const post = await makePost(author)
    const fans = await signInMany(app, 10)
    const path = `/api/posts/${post.id}/like`
    await Promise.all(
      fans.flatMap(({ api }, index) =>
        Array.from({ length: 6 }, (_, step) => ((index + step) % 2 === 0 ? api.put(path) : api.delete(path))),
      ),
    )
    const liked = await Promise.all(
      fans.map(async ({ api }) => (await api.get(`/api/posts/${post.id}`)).json.liked),
    )
    const { likesCount } = (await author.api.get(`/api/posts/${post.id}`)).json
    expect(likesCount).toBe(liked.filter(Boolean).length)

    // Told step by step: each event changes the count by one, and of one fan the two kinds take turns.
    const last = new Map<string, string>()
    let count = 0
    for (const { type, userId, likesCount: told } of await likesOf(post.id)) {
      count += type === 'post_liked' ? 1 : -1
      expect(told).toBe(count)
      expect(type).not.toBe(last.get(userId) ?? 'post_unliked')
      last.set(userId, type)
    }
    expect(count).toBe(likesCount)
  })

  it('to a post that is deleted meanwhile leave no trace after it', async () => {
    const post = await makePost(author)
    const fans = await signInMany(app, 10)
    const calls = fans.map(({ api }) => api.put(`/api/posts/${post.id}/like`))
    const [replies] = await Promise.all([Promise.all(calls), author.api.delete(`/api/posts/${post.id}`)])
    const taken = replies.filter((reply) => reply.status === 200)
    for (const reply of replies) if (reply.status !== 200) reply.problem('not_found')
    expect(await likesOf(post.id)).toHaveLength(taken.length)
    ;(await (await signIn(app)).api.put(`/api/posts/${post.id}/like`)).problem('not_found')
  })
})

describe('the author', () => {
  it('is notified once of a fan’s likes, by the name that fan is shown with, and never of their own', async () => {
    const post = await makePost(author, { title: 'Told once' })
    const fan = await signIn(app)
    const path = `/api/posts/${post.id}/like`
    for (const api of [fan.api, author.api]) {
      await api.put(path)
      await api.delete(path)
      await api.put(path)
    }
    const { items } = (await author.api.get('/api/notifications')).json
    const told = items.filter(({ body }: { body: string }) => body === 'Told once')
    const shown = `${fan.wallet.slice(0, 4)}…${fan.wallet.slice(-4)}`
    expect(told).toMatchObject([
      {
        kind: 'like',
        title: `\u2068${shown}\u2069 liked your post`,
        href: `/posts/${post.id}`,
        readAt: null,
      },
    ])
  })
})

/** What the channel of a post says of likes, in order; on a socket some may be merged into the next. */
async function likesOf(postId: string) {
  const events = await readEvents(app.app.db.read, `post:${postId}`, 0, 1_000)
  return events.flatMap(({ type, data }) =>
    type === 'post_liked' || type === 'post_unliked' ? [{ type, ...data }] : [],
  )
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
