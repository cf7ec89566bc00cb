import { expect, it } from 'vitest'
import { TimeLeft } from './time-left'

const total = 100_000

/** What is said while `sent` grows by `step` every half second. */
function say(left: TimeLeft, { from = 0, step = 500, times = 1, at = 0 }): (number | null)[] {
  return Array.from({ length: times }, (_, index) =>
    left.note({ sent: from + index * step, total }, at + index * 500),
  )
}

it('says nothing before it has looked for a while, and then how long it takes', () => {
  const said = say(new TimeLeft(), { times: 8 })
  expect(said.slice(0, 6)).toEqual([null, null, null, null, null, null])
  // A byte a millisecond.
  expect(said.slice(6)).toEqual([97_000, 96_500])
})

it('does not count what had arrived before', () => {
  expect(say(new TimeLeft(), { from: 90_000, times: 7 }).at(-1)).toBe(7_000)
})

it('goes by the last while, when the line has become slow', () => {
  const left = new TimeLeft()
  say(left, { step: 1_000, times: 41 })
  const said = say(left, { from: 40_000, step: 50, times: 41, at: 20_500 })
  expect(said.at(-1)).toBe((total - 42_000) * 10)
})

it('says nothing where nothing moves, or not any more', () => {
  const left = new TimeLeft()
  expect(say(left, { step: 0, times: 10 }).at(-1)).toBeNull()
  say(left, { times: 10, at: 5_000 })
  expect(left.note({ sent: 4_500, total }, 60_000)).toBeNull()
})

it('begins anew after a break, and where a part is sent again', () => {
  const left = new TimeLeft()
  say(left, { from: 20_000, times: 10 })
  expect(left.note({ sent: 16_000, total }, 5_000)).toBeNull()
  expect(say(left, { from: 16_500, times: 6, at: 5_500 }).at(-1)).toBe(81_000)
  left.forget()
  expect(left.note({ sent: 20_000, total }, 9_000)).toBeNull()
})
