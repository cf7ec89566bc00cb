import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadWhenServed } from './load-when-served'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const settled = async <T>(promise: Promise<T>): Promise<T> => {
  await vi.runAllTimersAsync()
  return promise
}
const never = () => Promise.reject(new Error('no such file'))

it('asks for nothing until the server answers, and goes on then', async () => {
  const answers = [false, false, true]
  const load = vi.fn(async () => {})
  const outcome = loadWhenServed({
    load,
    isServing: async () => answers.shift() ?? true,
    isWanted: () => true,
  })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(load).not.toHaveBeenCalled()
  expect(await settled(outcome)).toBe('there')
  expect(load).toHaveBeenCalledTimes(1)
})

it('says that it is gone when a server that answers does not have it twice', async () => {
  const load = vi.fn(never)
  expect(await settled(loadWhenServed({ load, isServing: async () => true, isWanted: () => true }))).toBe(
    'gone',
  )
  expect(load).toHaveBeenCalledTimes(2)
})

it('survives a line that is cut between two requests', async () => {
  const load = vi.fn(async () => {}).mockImplementationOnce(never)
  expect(await settled(loadWhenServed({ load, isServing: async () => true, isWanted: () => true }))).toBe(
    'there',
  )
})

it('ends when somebody went elsewhere, also while it is loading', async () => {
  const load = vi.fn(async () => {})
  expect(await settled(loadWhenServed({ load, isServing: async () => true, isWanted: () => false }))).toBe(
    'unwanted',
  )
  expect(load).not.toHaveBeenCalled()

  let isWanted = true
  const left = loadWhenServed({
    load: async () => {
      isWanted = false
    },
    isServing: async () => true,
    isWanted: () => isWanted,
  })
  expect(await settled(left)).toBe('unwanted')
})
