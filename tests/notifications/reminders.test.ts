import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { remindOfEnds } from '@/lib/domain/money/subscriptions/reminders'
import { announceEnds } from '@/lib/domain/money/subscriptions/subscriptions'
import type { Notification } from '@/lib/schema/notifications'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY, MINUTE } from '@/tests/support/app/clock'
import { type Creator, makeCreator, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'

const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let fan: Person
beforeAll(async () => {
  app = await startTestApp({ env: { ...LONG_TOKENS } })
})
beforeEach(async () => {
  ;[fan, creator] = await Promise.all([
    signIn(app),
    makeCreator(app, { tiers: { basic: PRICE, vip: 3n * PRICE } }),
  ])
  await fund(fan)
})
afterAll(() => app.close())

const subscribe = (tier: 'basic' | 'vip' = 'basic') =>
  buy(fan, { kind: 'subscription', creatorId: creator.id, tier })

async function told(): Promise<Notification[]> {
  const { items } = (await fan.api.get('/api/notifications')).json
  return items.filter(({ kind }: Notification) => kind === 'subscription')
}

it('reminds three days before the end, once, and not before', async () => {
  await subscribe()
  app.clock.advance(27 * DAY - MINUTE)
  await remindOfEnds(app.app)
  expect(await told()).toEqual([])
  app.clock.advance(MINUTE)
  await Promise.all([remindOfEnds(app.app), remindOfEnds(app.app)])
  await remindOfEnds(app.app)
  expect(await told()).toMatchObject([
    {
      title: expect.stringContaining('\u2068basic\u2069 of \u2068The '),
      href: `/creators/${creator.handle}`,
      readAt: null,
    },
  ])
})

it('does not remind of a subscription that was cancelled', async () => {
  await subscribe()
  await fan.api.post(`/api/subscriptions/${creator.id}/cancel`)
  app.clock.advance(28 * DAY)
  await remindOfEnds(app.app)
  expect(await told()).toEqual([])
})

it('reminds again of the end that a renewal has brought', async () => {
  await subscribe()
  app.clock.advance(28 * DAY)
  await remindOfEnds(app.app)
  await subscribe()
  await remindOfEnds(app.app)
  expect(await told()).toHaveLength(1)
  app.clock.advance(30 * DAY)
  await remindOfEnds(app.app)
  expect(await told()).toHaveLength(2)
})

it('does not remind of an end that was put off by an upgrade', async () => {
  await subscribe()
  app.clock.advance(26 * DAY)
  await subscribe('vip')
  app.clock.advance(2 * DAY)
  await remindOfEnds(app.app)
  expect(await told()).toEqual([])
})

it('tells the end when it has come, once', async () => {
  await subscribe()
  app.clock.advance(30 * DAY)
  await announceEnds(app.app)
  await announceEnds(app.app)
  // The job may have been first.
  await vi.waitFor(
    async () => expect(await told()).toMatchObject([{ title: expect.stringContaining('has ended') }]),
    5_000,
  )
})
