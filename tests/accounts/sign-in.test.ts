import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { NonceReply, SignInReply } from '@/lib/schema/session'
import { ApiClient, type Reply } from '@/tests/support/app/api-client'
import { MINUTE, SECOND } from '@/tests/support/app/clock'
import { signIn, signText } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

async function nonceFor(wallet: string): Promise<NonceReply> {
  return (await anonymous.post('/api/auth/nonce', { wallet })).as(NonceReply)
}

/** Signs this text with the key, or sends another signature instead. */
function present(keypair: Keypair, message: string, signature = signText(keypair, message)): Promise<Reply> {
  return anonymous.post('/api/auth/sign-in', { wallet: keypair.address, message, signature })
}

describe('the challenge', () => {
  it('names the site, the wallet and its times, and is the text of its own fields', async () => {
    const wallet = newKeypair().address
    const { input, message, expiresAt } = await nonceFor(wallet)

    expect(input).toMatchObject({ address: wallet, version: '1', expirationTime: expiresAt })
    expect(Date.parse(input.expirationTime) - Date.parse(input.issuedAt)).toBe(5 * MINUTE)
    expect(message.split('\n')).toEqual([
      `${input.domain} wants you to sign in with your Solana account:`,
      wallet,
      '',
      input.statement,
      '',
      `URI: ${input.uri}`,
      'Version: 1',
      `Chain ID: ${input.chainId}`,
      `Nonce: ${input.nonce}`,
      `Issued At: ${input.issuedAt}`,
      `Expiration Time: ${input.expirationTime}`,
    ])
  })

  it('has a statement that wallets take, in whatever language it is asked for', async () => {
    const wallet = newKeypair().address
    const headers = { cookie: 'fonana_locale=ru', 'accept-language': 'ru', origin: app.url }
    const { input } = (await anonymous.post('/api/auth/nonce', { wallet }, headers)).as(NonceReply)
    // reserved / unreserved / " " of RFC 3986, as the grammar of Sign In With Solana has it.
    expect(input.statement).toMatch(/^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;= ]+$/)
  })

  it('is for the origin the page was opened at, when it is one of our own', async () => {
    const wallet = newKeypair().address
    const reply = await anonymous.post('/api/auth/nonce', { wallet }, { origin: app.url })
    expect(reply.as(NonceReply).input).toMatchObject({ domain: new URL(app.url).host, uri: app.url })
    expect((await nonceFor(wallet)).input.uri).toBe(app.app.config.publicUrl.origin)
  })

  it('is never the same twice', async () => {
    const wallet = newKeypair().address
    const [one, two] = await Promise.all([nonceFor(wallet), nonceFor(wallet)])
    expect(one.input.nonce).not.toBe(two.input.nonce)
  })

  it.each([
    ['nothing', undefined],
    ['a number', 7],
    ['a word', 'wallet'],
    ['letters that base58 has not', '0OIl'.repeat(10)],
    ['too many bytes', 'z'.repeat(44)],
    ['too few bytes', '1'.repeat(31)],
  ])('is not made for %s', async (_what, wallet) => {
    const reply = await anonymous.post('/api/auth/nonce', { wallet })
    expect(reply.fieldErrors('wallet')).toHaveLength(1)
  })
})

describe('signing in', () => {
  it('creates the user at the first sign-in and finds them at the next', async () => {
    const keypair = newKeypair()
    const first = await signIn(app, keypair)
    const second = await signIn(app, keypair)
    expect(second.id).toBe(first.id)
    expect(second.token).not.toBe(first.token)
    const me = (await second.api.get('/api/me')).json
    expect(me).toMatchObject({ id: first.id, wallet: keypair.address, handle: null, unreadCount: 0 })
  })

  it('creates one user when the same wallet signs in in many places at once', async () => {
    const keypair = newKeypair()
    const people = await Promise.all(Array.from({ length: 8 }, () => signIn(app, keypair)))
    expect(new Set(people.map((person) => person.id)).size).toBe(1)
  })

  it('gives a token that is good for a day and a user without secrets', async () => {
    const keypair = newKeypair()
    const { message } = await nonceFor(keypair.address)
    const reply = (await present(keypair, message)).as(SignInReply)
    const ttl = Date.parse(reply.expiresAt) - app.clock.now().getTime()
    expect(ttl).toBeGreaterThan(24 * 60 * MINUTE - 10 * SECOND)
    expect(ttl).toBeLessThanOrEqual(24 * 60 * MINUTE)
    const [, payload = ''] = reply.token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    expect(claims).toMatchObject({ userId: reply.user.id, sub: reply.user.id, wallet: keypair.address })
    expect(claims.exp - claims.iat).toBe(24 * 60 * 60)
  })

  it('lets exactly one of twenty tries with one nonce succeed', async () => {
    const keypair = newKeypair()
    const { message } = await nonceFor(keypair.address)
    const replies = await Promise.all(Array.from({ length: 20 }, () => present(keypair, message)))
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1)
    for (const reply of replies.filter((other) => other.status !== 200)) reply.problem('invalid_signature')
  })

  it('refuses a nonce that was used', async () => {
    const keypair = newKeypair()
    const { message } = await nonceFor(keypair.address)
    expect((await present(keypair, message)).status).toBe(200)
    ;(await present(keypair, message)).problem('invalid_signature')
  })

  it('spends the nonce of a failed try', async () => {
    const keypair = newKeypair()
    const { message } = await nonceFor(keypair.address)
    ;(await present(keypair, message, signText(newKeypair(), message))).problem('invalid_signature')
    ;(await present(keypair, message)).problem('invalid_signature')
  })

  it('refuses a nonce after five minutes, and not a second before', async () => {
    const [early, late] = [newKeypair(), newKeypair()]
    const offers = [await nonceFor(early.address), await nonceFor(late.address)]
    app.clock.advance(5 * MINUTE - 2 * SECOND)
    expect((await present(early, offers[0]?.message ?? '')).status).toBe(200)
    app.clock.advance(4 * SECOND)
    ;(await present(late, offers[1]?.message ?? '')).problem('invalid_signature')
  })

  it('refuses a nonce that was made for another wallet', async () => {
    const [owner, thief] = [newKeypair(), newKeypair()]
    const { message } = await nonceFor(owner.address)
    ;(await present(thief, message)).problem('invalid_signature')
    const stolen = (await nonceFor(owner.address)).message.replace(owner.address, thief.address)
    ;(await present(thief, stolen)).problem('invalid_signature')
  })

  it.each<[string, (offer: NonceReply) => string]>([
    ['another domain', ({ message, input }) => message.replace(input.domain, 'evil.example')],
    [
      'another address of the site',
      ({ message, input }) => message.replace(input.uri, 'https://evil.example'),
    ],
    ['another wallet', ({ message, input }) => message.replace(input.address, newKeypair().address)],
    ['a later issue', ({ message }) => message.replace(/Issued At: 2/, 'Issued At: 3')],
    ['a later end', ({ message }) => message.replace(/Expiration Time: 2/, 'Expiration Time: 3')],
    ['another statement', ({ message, input }) => message.replace(input.statement, 'I agree to everything')],
    ['another chain', ({ message, input }) => message.replace(input.chainId, 'other')],
    ['a made-up nonce', ({ message, input }) => message.replace(input.nonce, 'f'.repeat(32))],
    ['a second nonce', ({ message, input }) => `${message}\nNonce: ${input.nonce}`],
    ['a line more', ({ message }) => `${message}\nRequest ID: 1`],
    ['a space more', ({ message }) => `${message} `],
    ['other line ends', ({ message }) => message.replaceAll('\n', '\r\n')],
    ['no nonce', ({ message }) => message.replace(/^Nonce: .*\n/m, '')],
  ])('refuses a text with %s, though the wallet has signed it', async (_what, tamper) => {
    const keypair = newKeypair()
    const offer = await nonceFor(keypair.address)
    const tampered = tamper(offer)
    expect(tampered).not.toBe(offer.message)
    ;(await present(keypair, tampered)).problem('invalid_signature')
  })

  it.each<[string, (keypair: Keypair, message: string) => string]>([
    ['by another key', (_keypair, message) => signText(newKeypair(), message)],
    ['of another text', (keypair) => signText(keypair, 'something else')],
    ['with a byte changed', (keypair, message) => flipFirstByte(signText(keypair, message))],
    ['with a byte more', (keypair, message) => resize(signText(keypair, message), 65)],
    ['with a byte less', (keypair, message) => resize(signText(keypair, message), 63)],
    ['of zeros', () => Buffer.alloc(64).toString('base64')],
    ['of nothing', () => ''],
  ])('refuses a signature %s', async (_what, forge) => {
    const keypair = newKeypair()
    const { message } = await nonceFor(keypair.address)
    ;(await present(keypair, message, forge(keypair, message))).problem('invalid_signature')
  })

  it('says which field is wrong', async () => {
    const reply = await anonymous.post('/api/auth/sign-in', { wallet: 'x', message: '', signature: '§' })
    for (const field of ['wallet', 'message', 'signature']) expect(reply.fieldErrors(field)).toHaveLength(1)
  })
})

function flipFirstByte(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64')
}

function resize(base64: string, length: number): string {
  return Buffer.concat([Buffer.from(base64, 'base64'), Buffer.alloc(1)])
    .subarray(0, length)
    .toString('base64')
}

it.each(['11111111111111111111111111111111', '4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofM'])(
  'signs nobody in with the key of everybody: %s',
  async (wallet) => {
    const nothing = Buffer.from(`01${'00'.repeat(63)}`, 'hex').toString('base64')
    for (let time = 0; time < 20; time += 1) {
      const { message } = await nonceFor(wallet)
      const reply = await anonymous.post('/api/auth/sign-in', { wallet, message, signature: nothing })
      reply.problem('invalid_signature')
    }
  },
)
