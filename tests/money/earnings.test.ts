import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Earnings } from '@/lib/schema/earnings'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'

let app: TestApp
let fan: Person
let creator: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  fan = await signIn(app)
  await fund(fan)
  creator = await makeCreator(app, { tiers: { basic: 10_000_000n } })
})
afterAll(() => app.close())

const earned = async (query: string, who = creator) =>
  (await who.api.get(`/api/me/earnings?${query}`)).as(Earnings)
const refused = async (query: string) => {
  const reply = await creator.api.get(`/api/me/earnings?${query}`)
  expect(reply.status, reply.text).toBe(422)
  expect(reply.json.code).toBe('validation_failed')
  return reply.json.issues
}

describe('what a creator has earned', () => {
  it('is told by kind, what they keep of it, in each day, also of days without anything', async () => {
    const post = await makePost(creator, { priceLamports: 20_000_000n })
    await buy(fan, { kind: 'post', postId: post.id })
    await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
    app.clock.advance(2 * DAY)
    await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 5_000_000n })
    const days = await earned('')
    expect(days).toHaveLength(30)
    const none = { posts: 0n, subscriptions: 0n, tips: 0n, messages: 0n, refunds: 0n }
    expect(days.slice(-3).map(({ at: _, ...sums }) => sums)).toEqual([
      { ...none, posts: 18_000_000n, subscriptions: 9_000_000n, totalLamports: 27_000_000n },
      { ...none, totalLamports: 0n },
      { ...none, tips: 5_000_000n, totalLamports: 5_000_000n },
    ])
    expect(days.every(({ at }) => at.endsWith('T00:00:00.000Z'))).toBe(true)
  })

  it('begins in the zone that is asked for', async () => {
    const [day, ...more] = await earned('from=2026-10-25&to=2026-10-25&tz=Europe/Berlin')
    expect(day?.at).toBe('2026-10-24T22:00:00.000Z')
    expect(more).toEqual([])
    const weeks = await earned('from=2026-11-04&to=2026-11-09&by=week')
    expect(weeks.map(({ at }) => at)).toEqual(['2026-11-02T00:00:00.000Z', '2026-11-09T00:00:00.000Z'])
    const months = await earned('from=2026-11-04&to=2027-01-01&by=month&tz=Asia/Tokyo')
    expect(months.map(({ at }) => at)).toEqual([
      '2026-10-31T15:00:00.000Z',
      '2026-11-30T15:00:00.000Z',
      '2026-12-31T15:00:00.000Z',
    ])
    expect(await earned('by=week')).toHaveLength(12)
    expect(await earned('by=month')).toHaveLength(12)
  })

  it('is counted from an instant, and up to another', async () => {
    const other = await makeCreator(app)
    const tip = () => buy(fan, { kind: 'tip', creatorId: other.id, amountLamports: 3_000_000n })
    const first = (await tip()).confirmedAt ?? ''
    app.clock.advance(1_000)
    const second = (await tip()).confirmedAt ?? ''
    const sum = async (query: string) =>
      (await earned(`${query}&by=month`, other)).reduce((total, { tips }) => total + tips, 0n)
    expect(await sum(`from=${first}`)).toBe(6_000_000n)
    expect(await sum(`from=${second}`)).toBe(3_000_000n)
    expect(await sum(`from=2026-01-01&to=${second}`)).toBe(3_000_000n)
    expect(await sum(`from=2026-01-01&to=${first}`)).toBe(0n)
  })

  it('is cut into so many at most, of a time that is one', async () => {
    expect(await refused('from=2020-01-01')).toEqual({ from: [{ code: 'too_many', max: 400 }] })
    expect(await earned('from=2020-01-01&by=month')).not.toEqual([])
    expect(await refused('from=2026-02-02&to=2026-02-01')).toEqual({ from: [{ code: 'invalid_value' }] })
    expect(await refused('from=2026-02-02T00:00:00Z&to=2026-02-02T00:00:00Z')).toHaveProperty('from')
    for (const time of ['yesterday', '2026-02-30', '2026-02-01T00:00:00', '0001-01-01', '9999-12-31', ''])
      expect(await refused(`from=${time}`), time).toHaveProperty('from')
    expect(await refused('by=year')).toHaveProperty('by')
  })

  it('knows the zones that there are', async () => {
    expect(await refused('tz=Mars/Olympus')).toEqual({ tz: [{ code: 'unknown' }] })
    expect(await refused('tz=')).toHaveProperty('tz')
    expect(await refused("tz=UTC'; select 1")).toHaveProperty('tz')
  })

  it('is told to its creator alone', async () => {
    const reply = await fan.api.get('/api/me/earnings')
    expect([reply.status, reply.json.code, reply.json.reason]).toEqual([403, 'forbidden', 'no_creator_page'])
    const visitor = await fetch(`${app.url}/api/me/earnings`)
    expect(visitor.status).toBe(401)
    const other = await makeCreator(app)
    expect((await earned('by=month', other)).every(({ totalLamports }) => totalLamports === 0n)).toBe(true)
  })
})
