import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { Me } from '@/lib/schema/session'
import { ApiClient, type Reply } from '@/tests/support/app/api-client'
import { signIn, signInForCookie } from '@/tests/support/app/people'
import { listRoutes } from '@/tests/support/app/serve-routes'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

/** For wallets wherever they run: they know nobody, whatever is sent along. */
const OPEN_ROUTES = [
  'POST /api/dev/rpc',
  'GET /api/pay/[reference]',
  'POST /api/pay/[reference]',
  'GET /api/auth/phone/[reference]',
  'GET /api/rates',
  'POST /api/auth/phone/[reference]',
]

/** Served without a token too; every other route asks for one. */
const PUBLIC_ROUTES = [
  ...OPEN_ROUTES,
  'POST /api/auth/nonce',
  'POST /api/auth/phone',
  'POST /api/auth/phone/[reference]/session',
  'POST /api/auth/sign-in',
  'GET /api/creators',
  'GET /api/creators/[handle]',
  'GET /api/creators/[handle]/posts',
  'GET /api/creators/[handle]/memberships',
  'GET /api/creators/[handle]/posts/new',
  'GET /api/creators/[handle]/series',
  'GET /api/series/[id]',
  'GET /api/series/[id]/posts',
  'GET /api/posts/[id]/series',
  'POST /api/dev/airdrop',
  'POST /api/views',
  'GET /api/words/[locale]',
  'GET /api/feed',
  'GET /api/feed/new',
  'GET /api/media/[id]',
  'GET /api/media/[id]/preview',
  'GET /api/media/[id]/captions/[lang]',
  'GET /api/posts/[id]',
  'GET /api/posts/[id]/comments',
  'GET /creators/[handle]/card.png',
  'GET /feeds/[file]',
  'GET /healthz',
  'GET /icons/[name]',
  'GET /manifest.webmanifest',
  'GET /offline',
  'GET /posts/[id]/card.png',
  'GET /readyz',
  'GET /robots.txt',
  'GET /api/search',
  'GET /api/tags',
  'GET /api/search/suggestions',
  'GET /sitemap.xml',
  'GET /sitemaps/[file]',
  'GET /sw.js',
  'GET /api/texts/[locale]/[name]',
]

let app: TestApp
let anonymous: ApiClient
let routes: string[]
beforeAll(async () => {
  app = await startTestApp()
  anonymous = new ApiClient(app.url)
  routes = await listRoutes()
})
afterAll(() => app.close())

/** Calls a route as it is listed, with some id where it takes one. */
function call(route: string, api: ApiClient, headers: Record<string, string> = {}): Promise<Reply> {
  const [method = '', path = ''] = route.split(' ')
  return api.call(method, path.replaceAll(/\[\w+\]/g, newId()), undefined, headers)
}

const isChange = (route: string) => !route.startsWith('GET ') && !OPEN_ROUTES.includes(route)

it('asks for a token on every route that is not public', async () => {
  expect(routes).toEqual(expect.arrayContaining(PUBLIC_ROUTES))
  for (const route of routes) {
    const reply = await call(route, anonymous)
    if (PUBLIC_ROUTES.includes(route)) expect(reply.status, route).not.toBe(401)
    else reply.problem('unauthorized')
  }
})

describe('a request that changes something by the cookie', () => {
  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a site whose name begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['our host by another scheme', { origin: 'https://127.0.0.1' }],
    ['our host by another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
    ['nobody knows where', {}],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused on every route when it comes from %s', async (_from, headers) => {
    const { cookie } = await signInForCookie(app)
    for (const route of routes.filter(isChange)) {
      ;(await call(route, anonymous, { cookie, ...headers })).problem('foreign_origin')
    }
    expect((await anonymous.get('/api/me', { cookie, ...headers })).as(Me).displayName).toBeNull()
  })

  it('is taken from the site’s own pages', async () => {
    const { cookie } = await signInForCookie(app)
    const { port } = new URL(app.url)
    for (const origin of [app.url, `http://localhost:${port}`]) {
      const reply = await anonymous.call('PATCH', '/api/me', { displayName: origin }, { cookie, origin })
      expect(reply.as(Me).displayName).toBe(origin)
    }
  })
})

it('takes a change by a bearer token from anywhere, also with a cookie beside it', async () => {
  const person = await signIn(app)
  const { cookie } = await signInForCookie(app)
  const headers = { origin: 'https://evil.example', cookie }
  const reply = await person.api.call('PATCH', '/api/me', { displayName: 'By script' }, headers)
  expect(reply.as(Me)).toMatchObject({ id: person.id, displayName: 'By script' })
})

it('lets no other site sign its visitors in', async () => {
  const foreign = { origin: 'https://evil.example' }
  for (const path of ['/api/auth/nonce', '/api/auth/sign-in', '/api/auth/phone']) {
    ;(await anonymous.post(path, {}, foreign)).problem('foreign_origin')
  }
})

it('reads by the cookie from anywhere: what is read is for the browser to keep apart', async () => {
  const { cookie } = await signInForCookie(app)
  const reply = await anonymous.get('/api/me', { cookie, origin: 'https://evil.example' })
  expect(reply.status).toBe(200)
  expect(reply.headers.get('access-control-allow-origin')).toBeNull()
})
