import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comments, media, posts } from '@/lib/db/tables/content'
import { jobs } from '@/lib/db/tables/jobs'
import { idempotencyKeys } from '@/lib/db/tables/requests'
import { trimRequestKeys } from '@/lib/domain/once'
import type { Reply } from '@/tests/support/app/api-client'
import { picture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let author: Creator
let postId: string
let image: Buffer
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app)
  postId = (await makePost(author)).id
  image = await picture(7).png().toBuffer()
})
afterAll(() => app.close())

type Table = typeof posts | typeof comments | typeof media

async function count(table: Table): Promise<number> {
  const [row] = await app.app.db.read.select({ n: sql<number>`count(*)::int` }).from(table)
  return row?.n ?? 0
}

function form(bytes: Uint8Array): FormData {
  const data = new FormData()
  data.append('file', new Blob([new Uint8Array(bytes)]), 'p.png')
  return data
}

type Send = (key: string, variant: 'same' | 'other') => Promise<Reply>

/** Every call that makes something, but for purchases: their own key is theirs (`tests/money`). */
const MAKING: [name: string, table: Table, send: Send][] = [
  [
    'a post',
    posts,
    (key, variant) =>
      author.api.call(
        'POST',
        '/api/posts',
        { title: variant, body: 'x', priceLamports: 5_000_000 },
        { 'idempotency-key': key },
      ),
  ],
  [
    'a comment',
    comments,
    (key, variant) =>
      author.api.call('POST', `/api/posts/${postId}/comments`, { body: variant }, { 'idempotency-key': key }),
  ],
  [
    'a picture',
    media,
    async (key, variant) => {
      const bytes = variant === 'same' ? image : await picture(8).png().toBuffer()
      return author.api.call('POST', '/api/media', form(bytes), { 'idempotency-key': key })
    },
  ],
]

describe.each(MAKING)('%s that is sent twice with one key', (_name, table, send) => {
  it('is made once and answered the same, one after the other and all at once', async () => {
    const before = await count(table)
    const key = crypto.randomUUID()
    const first = await send(key, 'same')
    const again = await send(key, 'same')
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.json).toEqual(first.json)
    expect(await count(table)).toBe(before + 1)

    const other = crypto.randomUUID()
    const replies = await Promise.all([1, 2, 3, 4].map(() => send(other, 'same')))
    expect(new Set(replies.map(({ text, status }) => `${status} ${text}`)).size).toBe(1)
    expect(replies[0]?.status).toBe(201)
    expect(await count(table)).toBe(before + 2)
  })

  it('with another content is refused, and nothing is made', async () => {
    const key = crypto.randomUUID()
    await send(key, 'same')
    const before = await count(table)
    ;(await send(key, 'other')).problem('idempotency_key_reused')
    expect(await count(table)).toBe(before)
  })

  it('without a key is made each time', async () => {
    const before = await count(table)
    await send('', 'same')
    await send('', 'same')
    expect(await count(table)).toBe(before + 2)
  })
})

it('counts what is made once', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const input = { title: 'Once', body: 'x' }
  const { postsCount } = (await author.api.get(`/api/creators/${author.handle}`)).json
  for (let times = 0; times < 3; times += 1) await author.api.call('POST', '/api/posts', input, headers)
  expect((await author.api.get(`/api/creators/${author.handle}`)).json.postsCount).toBe(postsCount + 1)
})

it('remembers no refusal: mended, the same request is done', async () => {
  const fan = await signIn(app)
  const headers = { 'idempotency-key': 'the first' }
  const send = () => fan.api.call('POST', '/api/posts', { title: 'x', body: 'x' }, headers)
  ;(await send()).problem('forbidden')
  await fan.api.post('/api/me/creator', { handle: 'late_creator', displayName: 'Late' })
  expect((await send()).status).toBe(201)
})

it('is somebody else’s key for somebody else', async () => {
  const other = await makeCreator(app)
  const headers = { 'idempotency-key': 'shared words' }
  const ids = []
  for (const { api } of [author, other])
    ids.push((await api.call('POST', '/api/posts', { title: 'x', body: 'x' }, headers)).json.author.id)
  expect(ids).toEqual([author.id, other.id])
})

it('stands for one address: another post’s comment is another request', async () => {
  const other = await makePost(author)
  const headers = { 'idempotency-key': crypto.randomUUID() }
  await author.api.call('POST', `/api/posts/${postId}/comments`, { body: 'x' }, headers)
  const reply = await author.api.call('POST', `/api/posts/${other.id}/comments`, { body: 'x' }, headers)
  reply.problem('idempotency_key_reused')
})

it('is forgotten after a day, by a job that is done every hour', async () => {
  const { db } = app.app
  const headers = { 'idempotency-key': 'of today' }
  await author.api.call('POST', '/api/posts', { title: 'x', body: 'x' }, headers)
  await db.transact((tx) =>
    tx.sql
      .update(idempotencyKeys)
      .set({ createdAt: sql`now() - interval '25 hours'` })
      .where(sql`${idempotencyKeys.key} <> 'of today'`),
  )
  expect(await db.transact(trimRequestKeys)).toBeGreaterThan(0)
  expect(await db.transact(trimRequestKeys)).toBe(0)
  const left = await db.read.select({ key: idempotencyKeys.key }).from(idempotencyKeys)
  expect(left).toEqual([{ key: 'of today' }])
  const [job] = await db.read.select().from(jobs).where(eq(jobs.kind, 'trim-request-keys'))
  expect(job?.everySeconds).toBe(3_600)
})
