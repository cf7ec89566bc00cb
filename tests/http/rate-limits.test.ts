import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRateLimits } from '@/lib/http/limits/rate-limits'
import { ApiClient, type Reply } from '@/tests/support/app/api-client'
import { signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

const PURCHASES_A_MINUTE = 30
const SIGN_INS_A_MINUTE = 120
const item = { kind: 'tip', creatorId: randomUUID(), amountLamports: 1_000_000 }

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

async function open(env: Record<string, string> = { RATE_LIMIT: 'on' }): Promise<TestApp> {
  const app = await startTestApp({ env })
  opened.push(() => app.close())
  return app
}

async function times(count: number, call: () => Promise<Reply>): Promise<Reply[]> {
  const replies: Reply[] = []
  for (let n = 0; n < count; n += 1) replies.push(await call())
  return replies
}

describe('too many requests', () => {
  it('of one user are refused, with the time to wait, and those of others are not', async () => {
    const app = await open()
    const [greedy, patient] = [await signIn(app), await signIn(app)]
    for (const reply of await times(PURCHASES_A_MINUTE, () => greedy.api.post('/api/quotes', { item }))) {
      reply.problem('not_found')
    }
    const refused = await greedy.api.post('/api/quotes', { item })
    const { retryAfterSeconds } = refused.problem('rate_limited')
    expect(refused.headers.get('retry-after')).toBe(String(retryAfterSeconds))
    expect(retryAfterSeconds).toBeGreaterThan(0)
    expect(retryAfterSeconds).toBeLessThanOrEqual(60)

    ;(await patient.api.post('/api/quotes', { item })).problem('not_found')
    // Another kind of request, too, is counted by itself.
    expect((await greedy.api.get('/api/me')).status).toBe(200)
  })

  it('from one address are refused before a token is looked at', async () => {
    const app = await open()
    const anonymous = new ApiClient(app.url, 'not-a-token')
    const call = () => anonymous.post('/api/auth/nonce', { wallet: 'x' })
    for (const reply of await times(SIGN_INS_A_MINUTE, call)) reply.problem('invalid_token')
    ;(await call()).problem('rate_limited')
  })

  it('from behind the proxy are told apart by what the proxy says, and by nothing else', async () => {
    const app = await open({ RATE_LIMIT: 'on', TRUST_PROXY: 'on' })
    const from = (address: string) => () =>
      new ApiClient(app.url).post('/api/auth/nonce', {}, { 'x-forwarded-for': address })
    await times(SIGN_INS_A_MINUTE, from('192.0.2.1'))
    ;(await from('192.0.2.1')()).problem('rate_limited')
    ;(await from('192.0.2.9, 192.0.2.1')()).problem('rate_limited')
    ;(await from('192.0.2.2')()).problem('validation_failed')
  })

  it('of pages are refused as well', async () => {
    const app = await open()
    for (let n = 0; n < 1_200; n += 1) await app.app.limits.take('page', 'ip', '127.0.0.1')
    const reply = await new ApiClient(app.url).get('/')
    reply.problem('rate_limited')
    expect(reply.headers.get('retry-after')).not.toBeNull()
  })

  it('are nothing with RATE_LIMIT=off', async () => {
    const app = await open({ RATE_LIMIT: 'off' })
    const user = await signIn(app)
    const replies = await times(PURCHASES_A_MINUTE + 5, () => user.api.post('/api/quotes', { item }))
    for (const reply of replies) reply.problem('not_found')
  })
})

const redis = new Redis('redis://127.0.0.1:6379/11', { lazyConnect: true, retryStrategy: () => null })
redis.on('error', () => {})
const hasRedis = await redis.connect().then(
  () => true,
  () => false,
)
if (!hasRedis) console.log('SKIPPED: limits shared over Redis, nothing answers at 127.0.0.1:6379')

describe.skipIf(!hasRedis)('with a Redis', () => {
  let prefix: string
  beforeAll(() => {
    prefix = `test:${randomUUID()}`
  })
  afterAll(async () => {
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.del(keys)
    redis.disconnect()
  })

  it('two processes share one count', async () => {
    const [one, other] = [1, 2].map(() => createRateLimits({ enabled: true, redis, prefix })) as [
      ReturnType<typeof createRateLimits>,
      ReturnType<typeof createRateLimits>,
    ]
    const user = randomUUID()
    for (let n = 0; n < PURCHASES_A_MINUTE / 2; n += 1) {
      expect(await one.take('purchase', 'user', user)).toBe(0)
      expect(await other.take('purchase', 'user', user)).toBe(0)
    }
    for (const limits of [one, other]) {
      expect(await limits.take('purchase', 'user', user)).toBeGreaterThan(0)
      expect(await limits.take('purchase', 'user', randomUUID())).toBe(0)
    }
  })
})

it('without the Redis it should use a process counts for itself', async () => {
  const away = new Redis('redis://127.0.0.1:1', {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    lazyConnect: true,
  })
  away.on('error', () => {})
  const limits = createRateLimits({ enabled: true, redis: away, prefix: 'away' })
  for (let n = 0; n < PURCHASES_A_MINUTE; n += 1) expect(await limits.take('purchase', 'user', 'a')).toBe(0)
  expect(await limits.take('purchase', 'user', 'a')).toBeGreaterThan(0)
  expect(await limits.take('purchase', 'user', 'b')).toBe(0)
  away.disconnect()
})

it('with a Redis that never answers a process counts for itself, and asks it no second time at once', async () => {
  let asked = 0
  const hanging = {
    rlflxIncr() {
      asked += 1
      return new Promise(() => {})
    },
  } as unknown as Redis
  const limits = createRateLimits({ enabled: true, redis: hanging, prefix: 'hanging' })
  for (let n = 0; n < PURCHASES_A_MINUTE; n += 1) expect(await limits.take('purchase', 'user', 'a')).toBe(0)
  expect(await limits.take('purchase', 'user', 'a')).toBeGreaterThan(0)
  expect(asked).toBe(1)
})
