import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { Comment } from '@/lib/schema/comments'
import { pageOf } from '@/lib/schema/common'
import type { Post } from '@/lib/schema/posts'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import {
  type Creator,
  makeCreator,
  makePost,
  type Person,
  signIn,
  signInMany,
} from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
let author: Creator
let fan: Person
let post: Post
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  author = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  fan = await signIn(app)
})
afterAll(() => app.close())
beforeEach(async () => {
  post = await makePost(author)
})

async function comment(by: Person, body: string, parentId: string | null = null): Promise<Comment> {
  return (await by.api.post(`/api/posts/${post.id}/comments`, { body, parentId })).as(Comment, 201)
}

async function list(query = ''): Promise<{ items: Comment[]; nextCursor: string | null }> {
  return (await fan.api.get(`/api/posts/${post.id}/comments${query}`)).as(pageOf(Comment))
}

const countOf = async () => (await fan.api.get(`/api/posts/${post.id}`)).json.commentsCount

it('is written, listed and told to the readers of the post and to its author', async () => {
  const sockets = [
    await connect(app, author, `user:${author.id}`),
    await connect(app, fan, { type: 'post', postId: post.id }),
  ]
  const written = await comment(fan, '  Well said \n indeed ')
  expect(written).toMatchObject({ body: 'Well said \n indeed', parentId: null, author: { id: fan.id } })
  expect((await list()).items).toEqual([written])
  for (const socket of sockets) {
    const { data } = await socket.next('comment_added')
    expect(data).toEqual({ postId: post.id, commentId: written.id, commentsCount: 1, comment: written })
    socket.close()
  }
})

describe('an answer', () => {
  it('stands under what it answers, and an answer to an answer in the same thread', async () => {
    const first = await comment(fan, 'first')
    const second = await comment(fan, 'second')
    const answer = await comment(author, 'answer to the first', first.id)
    const further = await comment(fan, 'answer to the answer', answer.id)
    expect([answer.parentId, further.parentId]).toEqual([first.id, first.id])
    expect((await list()).items.map((item) => item.id)).toEqual([second.id, first.id, answer.id, further.id])
    expect(await countOf()).toBe(4)
  })

  it('cannot answer what is not there', async () => {
    const elsewhere = await comment(fan, 'on this post')
    const gone = await comment(fan, 'soon gone')
    await fan.api.delete(`/api/comments/${gone.id}`)
    post = await makePost(author)
    for (const parentId of [elsewhere.id, gone.id, newId()]) {
      const reply = await fan.api.post(`/api/posts/${post.id}/comments`, { body: 'x', parentId })
      expect(reply.fieldErrors('parentId')).toHaveLength(1)
    }
    expect(await countOf()).toBe(0)
    expect((await list()).items).toEqual([])
  })

  it('joins the thread of what was deleted meanwhile while something is left of it, and tells nobody', async () => {
    const first = await comment(fan, 'first')
    const answer = await comment(author, 'answer', first.id)
    await fan.api.delete(`/api/comments/${first.id}`)
    const { unreadCount } = (await fan.api.get('/api/notifications')).json
    const late = await comment(author, 'late', first.id)
    const further = await comment(author, 'further', answer.id)
    expect([late.parentId, further.parentId]).toEqual([first.id, first.id])
    expect((await fan.api.get('/api/notifications')).json.unreadCount).toBe(unreadCount)
    for (const { id } of [answer, late, further]) await author.api.delete(`/api/comments/${id}`)
    const reply = await author.api.post(`/api/posts/${post.id}/comments`, { body: 'x', parentId: first.id })
    expect(reply.fieldErrors('parentId')).toHaveLength(1)
  })

  it('stays when what it answered is taken away', async () => {
    const first = await comment(fan, 'first')
    const answer = await comment(author, 'answer', first.id)
    await fan.api.delete(`/api/comments/${first.id}`)
    expect((await list()).items.map((item) => item.id)).toEqual([answer.id])
    expect(await countOf()).toBe(1)
  })
})

describe('deleting', () => {
  it('is for the comment’s author and the post’s, and is told once', async () => {
    const other = await makeCreator(app)
    const [mine, theirs] = [await comment(fan, 'one'), await comment(fan, 'two')]
    const socket = await connect(app, fan, `post:${post.id}`)
    ;(await other.api.delete(`/api/comments/${mine.id}`)).problem('forbidden')
    expect((await fan.api.delete(`/api/comments/${mine.id}`)).status).toBe(204)
    const replies = await Promise.all([1, 2, 3].map(() => author.api.delete(`/api/comments/${theirs.id}`)))
    expect(replies.map((reply) => reply.status).filter((status) => status !== 404)).toContain(204)
    ;(await fan.api.delete(`/api/comments/${mine.id}`)).problem('not_found')

    const events = await socket.events()
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ['comment_deleted', { postId: post.id, commentId: mine.id, commentsCount: 1 }],
      ['comment_deleted', { postId: post.id, commentId: theirs.id, commentsCount: 0 }],
    ])
    expect(await countOf()).toBe(0)
    socket.close()
  })

  it('needs no access: who wrote while they had it may take it back later', async () => {
    post = await makePost(author, { minTier: 'basic' })
    const member = await signIn(app)
    await fund(member)
    await buy(member, { kind: 'subscription', creatorId: author.id, tier: 'basic' })
    const { id } = await comment(member, 'written in time')
    app.clock.advance(31 * DAY)
    ;(await member.api.get(`/api/posts/${post.id}/comments`)).problem('locked')
    expect((await member.api.delete(`/api/comments/${id}`)).status).toBe(204)
  })
})

it('keeps the count exact while many write and delete at once', async () => {
  const fans = await signInMany(app, 12)
  const written = await Promise.all(fans.map((one) => comment(one, 'at once')))
  expect(await countOf()).toBe(12)
  const socket = await connect(app, fan, `post:${post.id}`)
  await Promise.all([
    ...fans.slice(0, 6).map((one, index) => one.api.delete(`/api/comments/${written[index]?.id}`)),
    ...fans.slice(6).map((one) => comment(one, 'more')),
  ])
  expect(await countOf()).toBe(12)
  expect((await list('?limit=100')).items).toHaveLength(12)
  const counts = (await socket.events()).map((event) => event.data.commentsCount)
  counts.reduce((before, count) => {
    expect(Math.abs(count - before)).toBe(1)
    return count
  }, 12)
  socket.close()
})

it('is listed page by page: newest thread first, each from old to new, nothing twice', async () => {
  const threads = [await comment(fan, 'a'), await comment(fan, 'b'), await comment(fan, 'c')]
  const expected: string[] = []
  for (const { id } of threads.toReversed()) {
    const answers = [await comment(author, 'x', id), await comment(fan, 'y', id)]
    expected.push(id, ...answers.map((answer) => answer.id))
  }
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
    seen.push(...page.items.map((item) => item.id))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(seen).toEqual(expected)
})

it.each(['', '   ', 'x'.repeat(2001), 'a\u0000b', null, 7])('cannot be %j', async (body) => {
  const reply = await fan.api.post(`/api/posts/${post.id}/comments`, { body })
  expect(reply.fieldErrors('body').length).toBeGreaterThan(0)
})

it('ends where the author closes it, and what is there stays', async () => {
  const path = `/api/posts/${post.id}/comments`
  await comment(fan, 'In time')
  expect((await author.api.patch(`/api/posts/${post.id}`, { commentsOpen: false })).json.commentsOpen).toBe(
    false,
  )
  for (const { api } of [fan, author]) (await api.post(path, { body: 'Late' })).problem('comments_closed')
  expect((await list()).items.map(({ body }) => body)).toEqual(['In time'])
  await author.api.patch(`/api/posts/${post.id}`, { commentsOpen: true })
  await comment(fan, 'Again')
  expect(await countOf()).toBe(2)
})
