import { expect, it } from 'vitest'
import { FrameBudget } from './frame-budget'

const take = (budget: FrameBudget, n: number, at: number) => {
  const results: string[] = []
  for (let index = 0; index < n; index += 1) results.push(budget.take(at))
  return results
}

it('[F4] allows a burst and then a rate', () => {
  const budget = new FrameBudget()
  const now = Date.now()
  expect(new Set(take(budget, 250, now))).toEqual(new Set(['accept']))
  expect(budget.take(now)).toBe('refuse')
  expect(take(budget, 51, now + 1000)).toEqual([...Array(50).fill('accept'), 'refuse'])
})

it('[F4] calls it misuse when refusals go on without a pause', () => {
  const budget = new FrameBudget()
  const now = Date.now()
  take(budget, 250, now)
  expect(take(budget, 51, now)).toEqual([...Array(50).fill('refuse'), 'misuse'])
})

it('[F4] forgives refusals after a pause', () => {
  const budget = new FrameBudget()
  const now = Date.now()
  take(budget, 290, now)
  expect(budget.take(now + 2000)).toBe('accept')
  take(budget, 99, now + 2000)
  expect(take(budget, 50, now + 2000)).toEqual(Array(50).fill('refuse'))
})
