import { expect, it } from 'vitest'
import { FrameBudget } from './frame-budget'

const take = (budget: FrameBudget, n: number, at: number) => {
  const results: string[] = []
  for (let index = 0; index < n; index += 1) results.push(budget.take(at))
  return results
}

it('[F4] allows a burst and then a rate', () => {
  const now = 1_000
  const budget = new FrameBudget(now)
  expect(new Set(take(budget, 250, now))).toEqual(new Set(['accept']))
  expect(budget.take(now)).toBe('refuse')
  expect(take(budget, 51, now + 1000)).toEqual([...Array(50).fill('accept'), 'refuse'])
})

it('[F4] calls it misuse when refusals go on without a pause', () => {
  const now = 1_000
  const budget = new FrameBudget(now)
  take(budget, 250, now)
  expect(take(budget, 51, now)).toEqual([...Array(50).fill('refuse'), 'misuse'])
})

it('[F4] forgives refusals after a pause', () => {
  const now = 1_000
  const budget = new FrameBudget(now)
  take(budget, 290, now)
  expect(budget.take(now + 2000)).toBe('accept')
  take(budget, 99, now + 2000)
  expect(take(budget, 50, now + 2000)).toEqual(Array(50).fill('refuse'))
})

it('[F4] lets through exactly the burst and the rate, however the frames are spread', () => {
  const start = 1_000
  const budget = new FrameBudget(start)
  let accepted = 0
  // A hundred frames a second for a minute: twice what is allowed, and half of that is refused.
  for (let n = 0; n < 6_000; n += 1) if (budget.take(start + n * 10) === 'accept') accepted += 1
  expect(accepted).toBe(250 + 50 * 60 - 1)
})
