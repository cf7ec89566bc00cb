import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { DAY_MS } from '@/lib/calendar'
import { newId } from '@/lib/db/ids'
import { viewMarks, viewSalts } from '@/lib/db/tables/views'
import { trimViews } from '@/lib/domain/posts/view-counts'
import { pageOf } from '@/lib/schema/common'
import { OwnPost, type Post } from '@/lib/schema/posts'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator, makePost, type Person, signInMany } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let writer: Person
let post: Post
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
})
afterAll(() => app.close())
beforeEach(async () => {
  writer = await makeCreator(app)
  post = await makePost(writer)
})

async function counts(id = post.id) {
  await app.app.views.flush(app.app)
  const { items } = (await writer.api.get('/api/me/posts')).as(pageOf(OwnPost))
  const found = items.find((own) => own.id === id)
  return [found?.seenCount, found?.openedCount]
}

async function look(api: ApiClient, body: { seen?: string[]; opened?: string[] }, agent?: string) {
  const reply = await api.post('/api/views', body, agent ? { 'user-agent': agent } : {})
  expect(reply.status).toBe(204)
}

it('counts each reader once a day, and who opens a post has seen it', async () => {
  const [one, other] = await signInMany(app, 2)
  if (!one || !other) throw new Error('nobody came')
  expect(await counts()).toEqual([0, 0])
  await look(one.api, { seen: [post.id, post.id] })
  await look(one.api, { seen: [post.id] })
  await look(other.api, { opened: [post.id] })
  expect(await counts()).toEqual([2, 1])
  await look(one.api, { seen: [post.id], opened: [post.id] })
  await look(other.api, { seen: [post.id], opened: [post.id] })
  expect(await counts()).toEqual([2, 2])
  app.clock.advance(DAY_MS)
  await look(one.api, { opened: [post.id] })
  expect(await counts()).toEqual([3, 3])
  const csv = (await writer.api.get('/api/me/posts/export')).text.split('\r\n')
  expect(csv[0]).toBe(
    '"post","title","status","published_at","tier","price_sol","seen","opened","bought","likes","comments","earned_lamports","earned_sol"',
  )
  expect(csv[1]).toMatch(new RegExp(`^"${post.id}",.*,3,3,0,0,0,0,0$`))
  expect(csv.slice(2)).toEqual([''])
  ;(await one.api.get('/api/me/posts/export')).problem('forbidden')
})

it('counts visitors by their browser and network, and keeps neither', async () => {
  const visitor = new ApiClient(app.url)
  const noted = vi.spyOn(app.app.views, 'note')
  await look(visitor, { opened: [post.id] }, 'Mozilla one')
  await look(visitor, { opened: [post.id] }, 'Mozilla one')
  await look(visitor, { seen: [post.id] }, 'Mozilla two')
  expect(await counts()).toEqual([2, 1])
  const kept = JSON.stringify([noted.mock.calls, await app.app.db.read.select().from(viewMarks)])
  expect(kept).not.toMatch(/Mozilla|127\.0\.0\.1/)
})

it('counts nobody’s look at their own, and none at what is not published or not there', async () => {
  const [reader] = await signInMany(app, 1)
  if (!reader) throw new Error('nobody came')
  await look(writer.api, { seen: [post.id], opened: [post.id] })
  const draft = (await writer.api.post('/api/posts', { title: 'x', status: 'draft' })).json
  await look(reader.api, { opened: [draft.id, newId()] })
  expect(await counts()).toEqual([0, 0])
  expect(await counts(draft.id)).toEqual([0, 0])
  ;(await reader.api.post('/api/views', { seen: ['x'] })).fieldErrors('seen.0')
  ;(await reader.api.post('/api/views', { seen: Array.from({ length: 101 }, newId) })).fieldErrors('seen')
})

it('counts what two processes write at once', async () => {
  const others = await signInMany(app, 6)
  const second = await makePost(writer)
  await Promise.all(
    others.map(async ({ api }, index) => {
      await look(api, { opened: index % 2 === 0 ? [post.id, second.id] : [second.id, post.id] })
      await app.app.views.flush(app.app)
    }),
  )
  expect(await counts()).toEqual([6, 6])
  expect(await counts(second.id)).toEqual([6, 6])
})

it('forgets who was counted when the day is over, and not how many', async () => {
  const [reader] = await signInMany(app, 1)
  await look(reader?.api as ApiClient, { opened: [post.id] })
  expect(await counts()).toEqual([1, 1])
  app.clock.advance(DAY_MS)
  const { db, now } = app.app
  while ((await db.transact((tx) => trimViews(tx, now()))) > 0);
  expect(await db.read.select().from(viewMarks)).toEqual([])
  expect(await db.read.select().from(viewSalts)).toEqual([])
  expect(await counts()).toEqual([1, 1])
})
