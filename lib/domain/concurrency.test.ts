import { expect, it } from 'vitest'
import { atMost } from './concurrency'

it('does so much at a time, in order, also after one has failed', async () => {
  const run = atMost(2)
  const began: number[] = []
  const ends: (() => void)[] = []
  const all = [0, 1, 2, 3, 4].map((n) =>
    run(async () => {
      began.push(n)
      await new Promise<void>((resolve) => ends.push(resolve))
      if (n === 0) throw new Error('it failed')
      return n
    }).catch(() => 'failed'),
  )
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  for (const seen of [
    [0, 1],
    [0, 1, 2],
    [0, 1, 2, 3],
    [0, 1, 2, 3, 4],
  ]) {
    await turn()
    expect(began).toEqual(seen)
    ends.shift()?.()
  }
  ends.shift()?.()
  expect(await Promise.all(all)).toEqual(['failed', 1, 2, 3, 4])
  expect(await run(async () => 'again')).toBe('again')
})
