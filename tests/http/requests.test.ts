import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator, type Person } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let person: Person
beforeAll(async () => {
  app = await startTestApp()
  person = await makeCreator(app)
})
afterAll(() => app.close())

const asJson = { 'content-type': 'application/json' }

describe('a body', () => {
  it.each(['{', '{"title":', 'title=1', '{"a":1}}', "{'a':1}", '\u0000'])(
    'that is not JSON is unreadable: %j',
    async (body) => {
      ;(await person.api.post('/api/posts', body, asJson)).problem('bad_request')
    },
  )

  it.each(['null', '[]', '7', '"text"', 'true'])('that is no object is invalid: %s', async (body) => {
    const { errors } = (await person.api.post('/api/posts', body, asJson)).problem('validation_failed')
    expect(Object.values(errors).flat().length).toBeGreaterThan(0)
  })

  it('that is missing counts as an empty object', async () => {
    const reply = await person.api.post('/api/posts')
    expect(reply.fieldErrors('title')).toHaveLength(1)
    expect(reply.fieldErrors('body')).toHaveLength(1)
  })

  it('names each wrong field, nested ones with dots', async () => {
    const post = await person.api.post('/api/posts', {
      title: 'two\nlines',
      body: 7,
      minTier: 'gold',
      priceLamports: 999_999,
      mediaIds: ['x'],
    })
    for (const field of ['title', 'body', 'minTier', 'priceLamports', 'mediaIds.0']) {
      expect(post.fieldErrors(field)).toHaveLength(1)
    }
    const tiers = await person.api.put('/api/me/tiers', [{ tier: 'basic', priceLamports: 0.5, name: '' }])
    for (const field of ['0.priceLamports', '0.name']) tiers.fieldErrors(field)
    const item = { kind: 'tip', creatorId: person.id, amountLamports: '1000000' }
    ;(await person.api.post('/api/purchases', { item })).fieldErrors('item.amountLamports')
  })

  it.each([1.5, -1, 0, 999_999, 1e15 + 1, 2 ** 53, 1e300, '5000000', null])(
    'cannot ask for a tip of %s lamports',
    async (amountLamports) => {
      const item = { kind: 'tip', creatorId: newId(), amountLamports }
      const body = JSON.stringify({ item })
      ;(await person.api.post('/api/quotes', body, asJson)).fieldErrors('item.amountLamports')
    },
  )

  it('that is too large is refused, also when its length was not announced', async () => {
    const large = JSON.stringify({ title: 'x'.repeat(600 * 1024), body: 'x' })
    ;(await person.api.post('/api/posts', large, asJson)).problem('payload_too_large')
    expect(await postInChunks(large)).toContain('HTTP/1.1 413')
  })

  it('may hold every character that can be stored, and no other', async () => {
    for (const body of ['a\u0000b', 'a\u0007b', '\u007f']) {
      ;(await person.api.post('/api/posts', { title: 'x', body })).fieldErrors('body')
    }
    const body = 'Łódź 🎉 \t\n «ё» ‮'
    expect((await person.api.post('/api/posts', { title: '🎉', body })).json.content.body).toBe(body.trim())
  })
})

describe('an address', () => {
  it.each([
    '/api/posts/1',
    '/api/posts/%00',
    `/api/posts/${newId()}'`,
    `/api/posts/${newId()}`,
    '/api/posts/nope/comments',
    '/api/purchases/nope',
    `/api/purchases/${newId()}`,
    '/api/media/..%2f..%2fjwt-secret',
    `/api/media/${newId()}`,
    `/api/media/${newId()}/preview`,
    '/api/creators/nobody',
    '/api/creators/%00',
    '/api/creators/a%00b/posts',
    '/api/creators/..%2F',
  ])('that names nothing is not found: %s', async (path) => {
    ;(await person.api.get(path)).problem('not_found')
  })

  it('takes an id in capitals for the same', async () => {
    const { id } = (await person.api.post('/api/posts', { title: 'Capitals', body: 'x' })).json
    expect((await person.api.get(`/api/posts/${id.toUpperCase()}`)).json.id).toBe(id)
  })

  it('that names nothing is not found for a change either', async () => {
    const id = newId()
    const replies = [
      await person.api.put(`/api/posts/${id}/like`),
      await person.api.delete(`/api/posts/${id}/like`),
      await person.api.patch(`/api/posts/${id}`, {}),
      await person.api.delete(`/api/posts/${id}`),
      await person.api.delete(`/api/comments/${id}`),
      await person.api.delete(`/api/purchases/${id}`),
      await person.api.post(`/api/purchases/${id}/submit`, { transaction: 'AAAA' }),
      await person.api.post(`/api/subscriptions/${id}/cancel`),
      await person.api.put('/api/creators/%00/follow'),
      await person.api.put(`/api/posts/%00/like`),
    ]
    for (const reply of replies) reply.problem('not_found')
  })
})

describe('a query', () => {
  it.each(['limit=0', 'limit=101', 'limit=1.5', 'limit=x', 'limit='])('with %s is invalid', async (query) => {
    for (const path of ['/api/feed', '/api/creators', '/api/notifications', '/api/purchases']) {
      expect((await person.api.get(`${path}?${query}`)).fieldErrors('limit')).toHaveLength(1)
    }
  })

  it.each(['x', '1', '%00', `${newId()}.`, 'a.b', "'--"])('with the cursor %s is invalid', async (cursor) => {
    const post = await person.api.post('/api/posts', { title: 'Cursors', body: 'x' })
    const paths = ['/api/feed', '/api/creators', '/api/notifications', '/api/purchases']
    for (const path of [...paths, `/api/posts/${post.json.id}/comments`]) {
      expect((await person.api.get(`${path}?cursor=${cursor}`)).fieldErrors('cursor')).toHaveLength(1)
    }
  })

  it('for creators may hold anything that text may', async () => {
    for (const text of ['%25', '_', '\\', "'", 'ё', '%F0%9F%8E%89']) {
      expect((await person.api.get(`/api/creators?query=${text}`)).status).toBe(200)
    }
    ;(await person.api.get('/api/creators?query=%00')).fieldErrors('query')
    ;(await person.api.get(`/api/creators?query=${'x'.repeat(61)}`)).fieldErrors('query')
  })

  it('for the feed knows its filters', async () => {
    ;(await person.api.get('/api/feed?filter=mine')).fieldErrors('filter')
    for (const filter of ['following', 'subscribed']) {
      ;(await new ApiClient(app.url).get(`/api/feed?filter=${filter}`)).problem('unauthorized')
    }
  })
})

/** Sends the body without a Content-Length. Answers what came back, as text. */
function postInChunks(body: string): Promise<string> {
  const { hostname, port } = new URL(app.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.setEncoding('utf8').on('data', (data) => {
      answer += data
      if (answer.includes('\r\n\r\n')) {
        socket.destroy()
        resolve(answer)
      }
    })
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)))
    socket.write(`POST /api/posts HTTP/1.1\r\nHost: ${hostname}:${port}\r\nTransfer-Encoding: chunked\r\n`)
    socket.write(`Authorization: Bearer ${person.token}\r\nContent-Type: application/json\r\n\r\n`)
    socket.write(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`)
  })
}
