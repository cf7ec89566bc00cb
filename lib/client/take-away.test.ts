import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { removeTakenAway, takeAway, UNDO_MS } from './take-away'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('deletes when nobody has thought better of it in time, once', async () => {
  const remove = vi.fn(async () => {})
  const { undo } = takeAway('a', remove)
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1)
  expect(remove).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  undo()
  await removeTakenAway()
  expect(remove).toHaveBeenCalledTimes(1)
})

it('deletes nothing that was undone', async () => {
  const remove = vi.fn(async () => {})
  takeAway('a', remove).undo()
  await vi.advanceTimersByTimeAsync(2 * UNDO_MS)
  await removeTakenAway()
  expect(remove).not.toHaveBeenCalled()
})

it('deletes at once when the page is left, and not again later', async () => {
  const remove = vi.fn(async () => {})
  takeAway('a', remove)
  takeAway('b', remove)
  await removeTakenAway()
  expect(remove).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(2 * UNDO_MS)
  expect(remove).toHaveBeenCalledTimes(2)
})

it('deletes nothing while it is held, and has its whole time when it is let go', async () => {
  const remove = vi.fn(async () => {})
  const { hold } = takeAway('a', remove)
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1)
  hold(true)
  await vi.advanceTimersByTimeAsync(10 * UNDO_MS)
  expect(remove).not.toHaveBeenCalled()
  hold(false)
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1)
  expect(remove).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(remove).toHaveBeenCalledTimes(1)
})

it('deletes what is held when the page is left, and nothing that was undone when it is let go', async () => {
  const [kept, left] = [vi.fn(async () => {}), vi.fn(async () => {})]
  const [first, second] = [takeAway('a', kept), takeAway('b', left)]
  first.hold(true)
  second.hold(true)
  first.undo()
  first.hold(false)
  await removeTakenAway()
  second.hold(false)
  await vi.advanceTimersByTimeAsync(2 * UNDO_MS)
  expect([kept.mock.calls.length, left.mock.calls.length]).toEqual([0, 1])
})
