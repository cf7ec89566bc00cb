import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKeypair } from '@/lib/ledger/keypair'
import { SignInReply } from '@/lib/schema/session'
import { ApiClient } from '@/tests/support/app/api-client'
import { SECOND } from '@/tests/support/app/clock'
import { type Person, signIn, signInForCookie } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { connect, SocketClient } from '@/tests/support/realtime/socket-client'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('sets a cookie that scripts cannot read and other sites cannot use', async () => {
  const { cookie, attributes } = await signInForCookie(app)
  expect(cookie).toMatch(/^fonana_session=[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']))
  expect(attributes).not.toContain('Secure')
  const expires = attributes.find((attribute) => attribute.startsWith('Expires='))?.slice('Expires='.length)
  expect(Date.parse(expires ?? '') - Date.now()).toBeGreaterThan(86_000 * SECOND)
  expect((await new ApiClient(app.url).get('/api/me', { cookie })).status).toBe(200)
})

it('answers who is signed in, and 401 for nobody', async () => {
  const person = await signIn(app)
  expect((await person.api.get('/api/me')).json).toMatchObject({ id: person.id, wallet: person.wallet })
  ;(await new ApiClient(app.url).get('/api/me')).problem('unauthorized')
})

it('hands the browser its own token for scripts', async () => {
  const { cookie } = await signInForCookie(app)
  const reply = await new ApiClient(app.url).get('/api/auth/token', { cookie })
  expect(`fonana_session=${reply.json.token}`).toBe(cookie)
  expect(reply.headers.get('cache-control')).toBe('no-store')
  ;(await new ApiClient(app.url).get('/api/auth/token')).problem('unauthorized')
})

it('refreshes a token: the old one stays good, the cookie follows', async () => {
  const person = await signIn(app)
  const [one, another] = [
    await person.api.post('/api/auth/refresh'),
    await person.api.post('/api/auth/refresh'),
  ]
  expect(new Set([person.token, one.json.token, another.json.token]).size).toBe(3)
  app.clock.advance(10 * SECOND)
  const reply = await person.api.post('/api/auth/refresh')
  const { token, user, expiresAt } = reply.as(SignInReply)
  expect(user.id).toBe(person.id)
  expect(token).not.toBe(person.token)
  expect(Date.parse(expiresAt)).toBeGreaterThan(app.clock.now().getTime() + 86_390 * SECOND)
  expect(reply.headers.get('set-cookie')).toBeNull()
  for (const good of [token, person.token]) {
    expect((await new ApiClient(app.url, good).get('/api/me')).status).toBe(200)
  }

  const cookie = `fonana_session=${person.token}`
  const renewed = await new ApiClient(app.url).post('/api/auth/refresh', undefined, {
    cookie,
    origin: app.url,
  })
  expect(renewed.headers.get('set-cookie')).toContain(renewed.json.token)
  ;(await new ApiClient(app.url).post('/api/auth/refresh')).problem('unauthorized')
})

it('ends a session with all its tokens and sockets at sign-out, and leaves the others of the user', async () => {
  const keypair = newKeypair()
  const [here, elsewhere] = await Promise.all([signIn(app, keypair), signIn(app, keypair)])
  const refreshed = { ...here, ...tokenOf((await here.api.post('/api/auth/refresh')).json.token) }
  const sockets = await Promise.all([here, refreshed].map((person) => connect(app, person)))
  const survivor = await connect(app, elsewhere)

  const reply = await refreshed.api.post('/api/auth/sign-out')
  expect(reply.json).toEqual({ signedOut: true })
  expect(reply.headers.get('set-cookie')).toMatch(/^fonana_session=; .*Expires=Thu, 01 Jan 1970/)

  for (const socket of sockets) expect(await socket.closed).toEqual({ code: 1008, reason: 'Session ended' })
  for (const person of [here, refreshed]) {
    ;(await person.api.get('/api/me')).problem('invalid_token')
    ;(await person.api.post('/api/auth/refresh')).problem('invalid_token')
    const again = new SocketClient(app.wsUrl, { headers: { authorization: `Bearer ${person.token}` } })
    expect(await again.closed).toEqual({ code: 1008, reason: 'Unauthorized' })
  }
  expect((await elsewhere.api.get('/api/me')).status).toBe(200)
  expect(await survivor.events()).toEqual([])
  survivor.close()
})

it('signs out once when it is asked many times at once', async () => {
  const person = await signIn(app)
  const replies = await Promise.all(Array.from({ length: 10 }, () => person.api.post('/api/auth/sign-out')))
  for (const reply of replies) expect([200, 401]).toContain(reply.status)
  expect(replies.some((reply) => reply.status === 200)).toBe(true)
  ;(await person.api.get('/api/me')).problem('invalid_token')
})

function tokenOf(token: string): Pick<Person, 'token' | 'api'> {
  return { token, api: new ApiClient(app.url, token) }
}

describe('the session’s cookie', () => {
  it('is the first of several, to whoever asks', async () => {
    const [one, two] = await Promise.all([signIn(app), signIn(app)])
    const cookie = `fonana_session=${one.token}; theme=dark; fonana_session=${two.token}`
    expect((await new ApiClient(app.url).get('/api/me', { cookie })).json.id).toBe(one.id)
    const socket = new SocketClient(app.wsUrl, { headers: { cookie, origin: app.url } })
    expect((await socket.next('connected')).data.userId).toBe(one.id)
    socket.close()
  })

  it('is one that no neighbour can set, where it is, also when it is refused', async () => {
    const [one, two] = await Promise.all([signIn(app), signIn(app)])
    const me = (cookie: string) => new ApiClient(app.url).get('/api/me', { cookie })
    const tossed = `fonana_session=${two.token}; __Host-fonana_session=${one.token}`
    expect((await me(tossed)).json.id).toBe(one.id)
    await one.api.post('/api/auth/sign-out')
    ;(await me(tossed)).problem('unauthorized')
    expect((await me(`fonana_session=${two.token}`)).json.id).toBe(two.id)
  })

  it('has the name that binds it to the site by https, and both names are taken away', async () => {
    const publicUrl = 'https://fonana.example'
    const secure = await startTestApp({ env: { PUBLIC_URL: publicUrl } })
    const { cookie, attributes } = await signInForCookie(secure)
    expect(cookie).toMatch(/^__Host-fonana_session=[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure']))
    expect(attributes.some((attribute) => attribute.startsWith('Domain'))).toBe(false)
    const browser = new ApiClient(secure.url)
    expect((await browser.get('/api/me', { cookie })).status).toBe(200)
    const refreshed = await browser.post('/api/auth/refresh', {}, { cookie, origin: publicUrl })
    expect(refreshed.headers.get('set-cookie')).toMatch(/^__Host-fonana_session=\w/)
    const reply = await browser.post('/api/auth/sign-out', {}, { cookie, origin: publicUrl })
    const gone = reply.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(';')))
    expect(gone).toEqual(['__Host-fonana_session=', 'fonana_session='])
    await secure.close()
  })
})
