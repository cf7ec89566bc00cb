import { beforeEach, expect, it, vi } from 'vitest'
import { SteadyClock } from './steady-clock'

const SECOND = 1_000
const DAY = 86_400 * SECOND
const BEGIN = Date.parse('2030-01-01T00:00:00Z')

let wall: number
let elapsed: number
let clock: SteadyClock
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }

/** So many seconds pass, with a look after each. */
async function pass(seconds: number): Promise<void> {
  for (let n = 0; n < seconds; n += 1) {
    wall += SECOND
    elapsed += SECOND
    await clock.look()
  }
}

const told = () => (clock.now().getTime() - BEGIN) / SECOND

beforeEach(async () => {
  wall = BEGIN
  elapsed = 5 * DAY
  log.warn.mockClear()
  clock = new SteadyClock({ read: async () => new Date(wall), log, elapsed: () => elapsed })
})

it('is at the beginning of time before it was looked at', () => {
  expect(clock.now()).toEqual(new Date(0))
})

it('goes on with the clock, also when that is put right little by little', async () => {
  await clock.look()
  for (let n = 0; n < 100; n += 1) {
    wall += 400
    await pass(1)
  }
  expect(told()).toBe(140)
  expect(log.warn).not.toHaveBeenCalled()
})

it.each([31 * DAY, -31 * DAY])(
  'knows nothing of a clock that is wrong by %d ms for four seconds',
  async (by) => {
    await clock.look()
    await pass(10)
    wall += by
    await pass(4)
    expect(told()).toBe(14)
    wall -= by
    await pass(10)
    expect(told()).toBe(24)
    expect(log.warn).toHaveBeenCalledTimes(1)
    expect(log.warn.mock.calls[0]?.[0]).toEqual({ bySeconds: by / SECOND })
  },
)

it('nor when the other clock jumps with it', async () => {
  await clock.look()
  await pass(10)
  wall += 31 * DAY
  elapsed += 31 * DAY
  await pass(4)
  expect(told()).toBeLessThan(60)
  wall -= 31 * DAY
  elapsed -= 31 * DAY
  await pass(10)
  expect(told()).toBeLessThan(60)
})

it('believes it when it has been even for a minute, as after a sleep', async () => {
  await clock.look()
  wall += 8 * 3_600 * SECOND
  await pass(30)
  expect(told()).toBe(30)
  await pass(31)
  expect(told()).toBe(8 * 3_600 + 61)
})

it('does not believe one that jumps again and again', async () => {
  await clock.look()
  for (let n = 0; n < 10; n += 1) {
    wall += 31 * DAY
    await pass(30)
  }
  expect(told()).toBe(300)
})
