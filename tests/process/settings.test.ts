import { afterEach, expect, it } from 'vitest'
import { ApiClient } from '@/tests/support/app/api-client'
import { SECOND } from '@/tests/support/app/clock'
import { signIn, signInForCookie } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp | undefined
afterEach(() => app?.close())

it('marks the cookie Secure and asks for https for ever when the site is served over https', async () => {
  app = await startTestApp({ env: { PUBLIC_URL: 'https://fonana.example' } })
  const { attributes } = await signInForCookie(app)
  expect(attributes).toContain('Secure')
  const page = await new ApiClient(app.url).get('/api/feed')
  expect(page.headers.get('strict-transport-security')).toContain('max-age=')
})

it('takes only the public address for its own origin, once that is set', async () => {
  app = await startTestApp({ env: { PUBLIC_URL: 'https://fonana.example' } })
  const { cookie } = await signInForCookie(app)
  const changeFrom = (origin: string) =>
    new ApiClient(app?.url ?? '').post('/api/auth/refresh', undefined, { cookie, origin })
  ;(await changeFrom(app.url)).problem('foreign_origin')
  expect((await changeFrom('https://fonana.example')).status).toBe(200)
})

it('ends tokens after TOKEN_TTL seconds', async () => {
  app = await startTestApp({ env: { TOKEN_TTL: '60' } })
  const person = await signIn(app)
  app.clock.advance(55 * SECOND)
  expect((await person.api.get('/api/me')).status).toBe(200)
  app.clock.advance(6 * SECOND)
  ;(await person.api.get('/api/me')).problem('invalid_token')
})

it('shows nothing of what went wrong inside, and logs it', async () => {
  app = await startTestApp()
  const person = await signIn(app)
  const { db } = app.app
  app.app.db = {
    ...db,
    read: new Proxy(db.read, {
      get: () => {
        throw new Error('secret detail')
      },
    }),
  }
  const reply = await person.api.get('/api/me')
  reply.problem('internal')
  expect(reply.text).not.toMatch(/secret detail|Error|\.ts/)
  const [line] = app.log.splice(app.log.findIndex((entry) => entry.level === 'error'))
  expect(line).toMatchObject({ message: 'request failed', fields: { method: 'GET', path: '/api/me' } })
  app.app.db = db
})
