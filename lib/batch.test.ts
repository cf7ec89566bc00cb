import { describe, expect, it, vi } from 'vitest'
import { batched } from './batch'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A load that waits to be told to answer, and remembers what it was asked. */
function heldLoad() {
  const asked: string[][] = []
  const releases: ((error?: Error) => void)[] = []
  const load = (keys: string[]) => {
    asked.push(keys)
    return new Promise<(key: string) => string>((resolve, reject) => {
      releases.push((error) => (error ? reject(error) : resolve((key) => `${key}!`)))
    })
  }
  return { asked, releases, load }
}

describe('batched', () => {
  it('answers each key of a turn by one load', async () => {
    const { asked, releases, load } = heldLoad()
    const ask = batched(load)
    const answers = Promise.all(['a', 'b', 'c'].map(ask))
    await turn()
    expect(asked).toEqual([['a', 'b', 'c']])
    releases[0]?.()
    expect(await answers).toEqual(['a!', 'b!', 'c!'])
  })

  it('asks once for a key that several want', async () => {
    const { asked, releases, load } = heldLoad()
    const ask = batched(load)
    const answers = Promise.all([ask('a'), ask('a'), ask('b')])
    await turn()
    expect(asked).toEqual([['a', 'b']])
    releases[0]?.()
    expect(await answers).toEqual(['a!', 'a!', 'b!'])
  })

  it('gathers what comes while a load runs for the next one, also a key that is being loaded', async () => {
    const { asked, releases, load } = heldLoad()
    const ask = batched(load)
    const first = ask('a')
    await turn()
    // Its answer must not be older than the question.
    const later = Promise.all([ask('a'), ask('b')])
    await turn()
    expect(asked).toEqual([['a']])
    releases[0]?.()
    expect(await first).toBe('a!')
    await turn()
    expect(asked).toEqual([['a'], ['a', 'b']])
    releases[1]?.()
    expect(await later).toEqual(['a!', 'b!'])
  })

  it('fails those who asked in a load that fails, and nobody else', async () => {
    const { releases, load } = heldLoad()
    const ask = batched(load)
    const failing = Promise.allSettled([ask('a'), ask('b')])
    await turn()
    const next = ask('a')
    releases[0]?.(new Error('no'))
    expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await turn()
    releases[1]?.()
    expect(await next).toBe('a!')
  })

  it('fails by an error thrown before there is a promise, and goes on', async () => {
    let fail = true
    const ask = batched<string, string>((keys) => {
      if (fail) throw new Error(`not ${keys}`)
      return Promise.resolve((key) => key)
    })
    await expect(ask('a')).rejects.toThrow('not a')
    fail = false
    expect(await ask('a')).toBe('a')
  })

  it('asks for 500 keys at most in one load, and for all of them in the end', async () => {
    const sizes: number[] = []
    const ask = batched<string, string>(async (keys) => {
      sizes.push(keys.length)
      return (key) => key
    })
    const keys = Array.from({ length: 1_203 }, (_, index) => String(index))
    expect(await Promise.all(keys.map(ask))).toEqual(keys)
    expect(sizes).toEqual([500, 500, 203])
  })

  it('leaves a pause between loads where it is told to, and none before the first', async () => {
    vi.useFakeTimers()
    try {
      const { asked, releases, load } = heldLoad()
      const ask = batched(load, { everyMs: 20 })
      const first = ask('a')
      await vi.advanceTimersByTimeAsync(0)
      expect(asked).toEqual([['a']])
      releases[0]?.()
      await first
      const later = Promise.all([ask('b'), ask('c')])
      await vi.advanceTimersByTimeAsync(19)
      expect(asked).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(asked).toEqual([['a'], ['b', 'c']])
      releases[1]?.()
      expect(await later).toEqual(['b!', 'c!'])
    } finally {
      vi.useRealTimers()
    }
  })
})
