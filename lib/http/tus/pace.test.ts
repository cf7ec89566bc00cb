import { expect, it } from 'vitest'
import { Pace } from './pace'

/** Sleeping makes it later, and nothing else. */
function stoppedClock() {
  const clock = {
    at: 0,
    pauses: [] as number[],
    now: () => clock.at,
    async sleep(ms: number) {
      clock.pauses.push(ms)
      clock.at += ms
    },
  }
  return clock
}

it('takes no more than its bytes a second, however many share it', async () => {
  const clock = stoppedClock()
  const pace = new Pace(1_000_000, clock)
  for (let round = 0; round < 50; round += 1) {
    await pace.took(7_000)
    await pace.took(3_000)
  }
  expect(clock.at).toBeGreaterThanOrEqual(500 - 4)
  expect(clock.at).toBeLessThanOrEqual(500)
})

it('makes nobody wait who is slower than that, nor pay later for it', async () => {
  const clock = stoppedClock()
  const pace = new Pace(1_000_000, clock)
  for (let round = 0; round < 50; round += 1) {
    await pace.took(3_000)
    clock.at += 10
  }
  expect(clock.pauses).toEqual([])
  await pace.took(20_000)
  expect(clock.pauses).toEqual([20])
})
