import { createHash, createHmac, generateKeyPairSync, randomBytes, sign as signBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { endedSessions } from '@/lib/db/tables/people'
import { newKeypair } from '@/lib/ledger/keypair'
import { Me } from '@/lib/schema/session'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { type ConnectOptions, SocketClient } from '@/tests/support/realtime/socket-client'

const SECRET = randomBytes(32).toString('hex')
const FIXED_CLAIMS = ['exp', 'iat', 'sub', 'userId', 'wallet']

let app: TestApp
let user: Person
let other: Person
beforeAll(async () => {
  app = await startTestApp({ env: { JWT_SECRET: SECRET } })
  ;[user, other] = await Promise.all([signIn(app), signIn(app)])
})
afterAll(() => app.close())

type Claims = Record<string, unknown>

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token of our own make, from its parts, so that any of them can be wrong. */
function forge(
  claims: Claims,
  header: object = { alg: 'HS256', typ: 'JWT' },
  signer: (input: string) => string = hmac('sha256', SECRET),
): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${signer(input)}`
}

function hmac(hash: string, secret: string) {
  return (input: string) => createHmac(hash, secret).update(input).digest('base64url')
}

/** The five claims that are fixed, and no more. */
function claimsOf({ id, wallet }: Person, change: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000)
  return { userId: id, wallet, sub: id, iat: now, exp: now + 3600, ...change }
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const rsaPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const bySecond = () => Math.floor(Date.now() / 1000)

const REFUSED: [string, () => string | Promise<string>][] = [
  ['no token at all', () => 'null'],
  ['three dots', () => '...'],
  ['a wrong key', () => forge(claimsOf(user), undefined, hmac('sha256', 'x'.repeat(64)))],
  ['an empty key', () => forge(claimsOf(user), undefined, hmac('sha256', ''))],
  ['no signature', () => forge(claimsOf(user), undefined, () => '')],
  ['the algorithm none', () => forge(claimsOf(user), { alg: 'none' }, () => '')],
  ['the algorithm None', () => forge(claimsOf(user), { alg: 'None' }, () => '')],
  ['no algorithm', () => forge(claimsOf(user), { typ: 'JWT' })],
  ['HS512 with the right key', () => forge(claimsOf(user), { alg: 'HS512' }, hmac('sha512', SECRET))],
  ['HS384 with the right key', () => forge(claimsOf(user), { alg: 'HS384' }, hmac('sha384', SECRET))],
  [
    'RS256 with a key of its own',
    () =>
      forge(claimsOf(user), { alg: 'RS256', jwk: rsa.publicKey.export({ format: 'jwk' }) }, (input) =>
        signBytes('sha256', Buffer.from(input), rsa.privateKey).toString('base64url'),
      ),
  ],
  ['HS256 with a public key as the secret', () => forge(claimsOf(user), undefined, hmac('sha256', rsaPem))],
  ['an end that is over', () => forge(claimsOf(user, { exp: bySecond() - 1 }))],
  ['an end that is now', () => forge(claimsOf(user, { exp: bySecond() }))],
  ['an end that is no number', () => forge(claimsOf(user, { exp: '9999999999' }))],
  ['a beginning in the future', () => forge(claimsOf(user, { nbf: bySecond() + 3600 }))],
  ['a sub that is not the userId', () => forge(claimsOf(user, { sub: other.id }))],
  ['a userId that is not the sub', () => forge(claimsOf(user, { userId: other.id }))],
  ['the wallet of another user', () => forge(claimsOf(user, { wallet: other.wallet }))],
  ['an unknown user', () => forge(claimsOf({ ...user, id: newId() }))],
  ['a user who is no id', () => forge(claimsOf({ ...user, id: "x' or 1=1" }))],
  ['claims that were changed after signing', () => withPayload(user.token, claimsOf(other))],
  ...FIXED_CLAIMS.map((name): [string, () => string] => [
    `no ${name}`,
    () => forge(claimsOf(user, { [name]: undefined })),
  ]),
  [
    'a session that was ended',
    async () => {
      const gone = await signIn(app)
      await gone.api.post('/api/auth/sign-out')
      return gone.token
    },
  ],
]

function withPayload(token: string, claims: Claims): string {
  const [header, , signature] = token.split('.')
  return `${header}.${encode(claims)}.${signature}`
}

describe.each(REFUSED)('a token with %s', (_what, make) => {
  it('is refused by the API', async () => {
    const token = await make()
    for (const path of ['/api/me', '/api/feed']) {
      ;(await new ApiClient(app.url, token).get(path)).problem('invalid_token')
    }
    const asCookie = await new ApiClient(app.url).get('/api/me', { cookie: `fonana_session=${token}` })
    asCookie.problem('unauthorized')
  })

  it('opens no socket', async () => {
    const token = await make()
    const ways: ConnectOptions[] = [
      { headers: { authorization: `Bearer ${token}` } },
      { headers: { cookie: `fonana_session=${token}`, origin: app.url } },
      { query: `?token=${encodeURIComponent(token)}` },
    ]
    for (const way of ways) {
      const socket = new SocketClient(app.wsUrl, way)
      expect(await socket.closed).toEqual({ code: 1008, reason: 'Unauthorized' })
      expect(socket.all).toEqual([])
    }
  })
})

describe('a token of another maker', () => {
  it('is accepted with just the five fixed claims', async () => {
    const token = forge(claimsOf(user))
    expect((await new ApiClient(app.url, token).get('/api/me')).as(Me).id).toBe(user.id)
    const socket = new SocketClient(app.wsUrl, { headers: { authorization: `Bearer ${token}` } })
    expect((await socket.next('connected')).data.userId).toBe(user.id)
    socket.close()
  })

  it('is accepted with further claims', async () => {
    const token = forge(claimsOf(user, { role: 'admin', aud: 'somebody' }))
    expect((await new ApiClient(app.url, token).get('/api/me')).as(Me).id).toBe(user.id)
  })

  it('can be ended although it names no session, and takes what was refreshed from it along', async () => {
    const stranger = await signIn(app, newKeypair())
    const token = forge(claimsOf(stranger))
    const api = new ApiClient(app.url, token)
    const fresh = (await api.post('/api/auth/refresh')).json.token
    expect((await new ApiClient(app.url, fresh).post('/api/auth/sign-out')).status).toBe(200)
    ;(await api.get('/api/me')).problem('invalid_token')
    // The session that the wallet itself signed in to is another one.
    expect((await stranger.api.get('/api/me')).status).toBe(200)
  })
})

/** The same token to the letter that counts: the last one of a signature of 32 bytes has two bits that say nothing. */
function spellings(token: string): string[] {
  const last = BASE64URL.indexOf(token.slice(-1))
  const others = [1, 2, 3].map((bits) => token.slice(0, -1) + BASE64URL[last ^ bits])
  return [token, ...others, `${token}=`, `${token}==`]
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('a session that names itself by its claims', () => {
  it.each([
    ['no session id', {}],
    ['an empty session id', { sid: '' }],
    ['a session id that is no text', { sid: 7 }],
    ['a session id that no database can hold', { sid: 'a\u0000\ud800b' }],
    ['a session id with blanks', { sid: 'of somebody else' }],
  ])('is over for every spelling of its token: %s', async (_, change) => {
    const person = await signIn(app, newKeypair())
    const token = forge(claimsOf(person, change))
    const socket = new SocketClient(app.wsUrl, { headers: { authorization: `Bearer ${token}` } })
    await socket.next('connected')
    const other = new SocketClient(app.wsUrl, { headers: { authorization: `Bearer ${spellings(token)[1]}` } })
    await other.next('connected')
    expect((await new ApiClient(app.url, token).post('/api/auth/sign-out')).status).toBe(200)
    expect([(await socket.closed).code, (await other.closed).code]).toEqual([1008, 1008])
    for (const spelling of spellings(token)) {
      const api = new ApiClient(app.url, spelling)
      ;(await api.get('/api/me')).problem('invalid_token')
      ;(await api.post('/api/auth/refresh')).problem('invalid_token')
    }
    // Signed again in other words, it claims the same.
    const claims = Object.fromEntries(Object.entries(claimsOf(person, change)).reverse())
    const [, payload = ''] = token.split('.')
    const same = { ...claims, ...JSON.parse(Buffer.from(payload, 'base64url').toString()) }
    ;(await new ApiClient(app.url, forge(same, { alg: 'HS256' })).get('/api/me')).problem('invalid_token')
  })

  it('stays over when an earlier release ended it by the text of its token', async () => {
    const person = await signIn(app, newKeypair())
    const token = forge(claimsOf(person))
    const sessionKey = createHash('sha256').update(token).digest('hex')
    await app.app.db.transact((tx) =>
      tx.sql.insert(endedSessions).values({ sessionKey, expiresAt: new Date('2100-01-01') }),
    )
    for (const spelling of spellings(token))
      (await new ApiClient(app.url, spelling).get('/api/me')).problem('invalid_token')
  })
})

it.each([8.64e12, 8.64e12 + 1, 1e17, 1e300])('signs out a token that ends at %d', async (exp) => {
  const person = await signIn(app, newKeypair())
  const token = forge(claimsOf(person, { exp }))
  const api = new ApiClient(app.url, token)
  expect((await api.get('/api/auth/token')).json.expiresAt).toBe('9999-12-31T23:59:59.000Z')
  const socket = new SocketClient(app.wsUrl, { headers: { authorization: `Bearer ${token}` } })
  await socket.next('connected')
  expect((await api.post('/api/auth/sign-out')).status).toBe(200)
  expect((await socket.closed).code).toBe(1008)
  ;(await api.get('/api/me')).problem('invalid_token')
})

it('knows a user by their id, in small letters whichever the token has', async () => {
  const upper = user.id.toUpperCase()
  const token = forge(claimsOf(user, { userId: upper, sub: upper }))
  const socket = new SocketClient(app.wsUrl, { headers: { authorization: `Bearer ${token}` } })
  expect((await socket.next('connected')).data.userId).toBe(user.id)
  socket.close()
})

it('writes no token to the log, whichever way it came', async () => {
  const token = forge(claimsOf(user))
  for (const way of [
    { query: `?token=${token}` },
    { headers: { authorization: `Bearer ${token}` } },
    { protocols: ['fonana.v1', `bearer.${token}`] },
  ]) {
    const socket = new SocketClient(app.wsUrl, way)
    await socket.next('connected')
    socket.close()
  }
  const [, payload = ''] = token.split('.')
  expect(JSON.stringify(app.log)).not.toContain(payload)
  expect(app.log.filter((line) => line.fields.outcome === 'accepted').length).toBeGreaterThanOrEqual(3)
})
