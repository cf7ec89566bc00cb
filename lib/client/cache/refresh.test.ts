import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeJson } from '@/lib/schema/json'
import { keys } from './query-keys'
import { Refresher } from './refresh'

let client: QueryClient
const fetched = vi.fn<(path: string) => unknown>()
const isOutdated = () => client.getQueryState(keys.activity)?.isInvalidated

beforeEach(() => {
  vi.useFakeTimers()
  client = new QueryClient()
  client.setQueryData(keys.activity, {})
  fetched.mockReset()
  vi.stubGlobal('fetch', async (path: string) => new Response(encodeJson(await fetched(path))))
})
afterEach(() => {
  client.clear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what is read again', () => {
  it('is read at once where it concerns this user alone', () => {
    new Refresher(client, () => 1).refresh(keys.activity)
    vi.advanceTimersByTime(5)
    expect(isOutdated()).toBe(true)
  })

  it('is read at a moment of chance where many see the same, and once', () => {
    const refresher = new Refresher(client, () => 0.5)
    refresher.refreshSpread(keys.activity)
    refresher.refreshSpread(keys.activity)
    vi.advanceTimersByTime(499)
    expect(isOutdated()).toBe(false)
    vi.advanceTimersByTime(1)
    expect(isOutdated()).toBe(true)
    expect(refresher.isIdle).toBe(true)
  })

  it('does not wait for chance when it concerns this user too', () => {
    const refresher = new Refresher(client, () => 1)
    refresher.refreshSpread(keys.activity)
    refresher.refresh(keys.activity)
    vi.advanceTimersByTime(5)
    expect(isOutdated()).toBe(true)
  })

  it('is read once a second in a storm, and after it', () => {
    const refresher = new Refresher(client, () => 0)
    const readings = vi.spyOn(client, 'invalidateQueries')
    for (let at = 0; at < 2_000; at += 20) {
      refresher.refresh(keys.activity)
      vi.advanceTimersByTime(20)
    }
    vi.advanceTimersByTime(2_000)
    expect(readings.mock.calls.length).toBeGreaterThan(1)
    expect(readings.mock.calls.length).toBeLessThan(5)
    expect(refresher.isIdle).toBe(true)
  })
})

describe('a post that is read', () => {
  const post = {
    id: 'p1',
    author: { id: 'a' },
    updatedAt: '1',
    likesCount: 3,
    commentsCount: 0,
    liked: false,
  }

  it('does not go back behind what events have told since', async () => {
    client.setQueryData(keys.post('p1'), { ...post, unlocked: false, position: 'e.10' })
    let answer = (_: unknown) => {}
    fetched.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
    const refresher = new Refresher(client)
    refresher.refreshPost('p1')
    refresher.flush()
    client.setQueryData(keys.post('p1'), {
      ...post,
      unlocked: false,
      likesCount: 4,
      liked: true,
      position: 'e.12',
    })
    answer({ ...post, unlocked: true, position: 'e.11' })
    await vi.waitFor(
      () =>
        expect(client.getQueryData(keys.post('p1'))).toMatchObject({
          unlocked: true,
          likesCount: 4,
          liked: true,
          position: 'e.12',
        }),
      5_000,
    )
  })

  it('is what was asked for last, whichever answer comes first', async () => {
    client.setQueryData(keys.post('p1'), { ...post, position: 'e.10' })
    const answers: ((value: unknown) => void)[] = []
    fetched.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const refresher = new Refresher(client)
    for (let reading = 0; reading < 2; reading += 1) {
      refresher.refreshPost('p1')
      refresher.flush()
    }
    answers[1]?.({ ...post, unlocked: true, position: 'e.10' })
    await vi.waitFor(
      () => expect(client.getQueryData(keys.post('p1'))).toMatchObject({ unlocked: true }),
      5_000,
    )
    answers[0]?.({ ...post, unlocked: false, position: 'e.10' })
    await vi.advanceTimersByTimeAsync(10)
    expect(client.getQueryData(keys.post('p1'))).toMatchObject({ unlocked: true })
  })

  it('is not read one by one when there are many', () => {
    const refresher = new Refresher(client)
    const readings = vi.spyOn(client, 'invalidateQueries')
    for (let post = 0; post < 20; post += 1) refresher.refreshPost(`p${post}`)
    refresher.flush()
    expect(fetched).not.toHaveBeenCalled()
    expect(readings).toHaveBeenCalledWith({ queryKey: keys.posts })
  })
})
