import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiClient, type Reply } from '@/tests/support/app/api-client'
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

describe('every answer', () => {
  it('carries the headers of a careful site', async () => {
    const replies: Reply[] = [
      await person.api.get('/api/me'),
      await person.api.get('/api/nothing'),
      await new ApiClient(app.url).get('/api/me'),
      await person.api.post('/api/posts', '{', asJson),
    ]
    for (const { headers } of replies) {
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('strict-transport-security')).toBeNull()
    }
  })

  it('that holds somebody’s data is kept by no cache', async () => {
    for (const path of ['/api/me', '/api/feed', '/api/notifications', '/api/purchases', '/api/me/nothing']) {
      const reply = await person.api.get(path)
      expect(reply.headers.get('cache-control'), path).toBe('no-store')
    }
  })
})

it.each(['/api/nothing', '/api/posts/1/2/3', '/api/me/nothing'])(
  'at %s there is nothing to find',
  async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      ;(await person.api.call(method, path)).problem('not_found')
    }
  },
)

it('says that it is alive, and whether it is able to serve', async () => {
  const anonymous = new ApiClient(app.url)
  expect((await anonymous.get('/healthz')).json).toEqual({ status: 'ok' })
  const ready = await anonymous.get('/readyz')
  expect(ready.status).toBe(200)
  expect(ready.json).toEqual({
    status: 'ready',
    checks: { serving: true, database: true, schema: true, ledger: true, broker: true, storage: true },
  })
})
