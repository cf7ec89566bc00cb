import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Notification } from '@/lib/schema/notifications'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { makeCreator, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'

let app: TestApp
/** Whether the clock of the database has come as far as that of the process. */
let isLate = false
let looks = 0
beforeAll(async () => {
  app = await startTestApp({
    env: { ...LONG_TOKENS },
    told: {
      now: () => (isLate ? app.clock.now() : new Date()),
      async look() {
        looks += 1
      },
    },
  })
})
afterAll(() => app.close())

it('a process whose clock is ahead tells nobody that their period has ended; the database’s clock does', async () => {
  const [fan, creator] = [await signIn(app), await makeCreator(app, { tiers: { basic: 50_000_000n } })]
  await fund(fan)
  await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
  const told = async () => {
    const { items } = (await fan.api.get('/api/notifications')).json
    return items.filter(({ kind }: Notification) => kind === 'subscription').length
  }
  app.clock.advance(31 * DAY)
  const before = looks
  await expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThan(before + 2)
  expect(await told()).toBe(0)
  isLate = true
  await expect.poll(told, { timeout: 10_000 }).toBe(1)
})
