import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoff } from '@/lib/client/backoff'
import { noteServerTime, serverNow } from '@/lib/client/server-time'
import { Heartbeat } from './heartbeat'
import { TokenRenewal } from './token-renewal'

const INTERVAL_MS = 25_000

const ping = vi.fn()
const onDead = vi.fn()
let visible = true
let heartbeat: Heartbeat

beforeEach(() => {
  vi.useFakeTimers()
  ping.mockReset()
  onDead.mockReset()
  visible = true
  heartbeat = new Heartbeat({ ping, onDead, isVisible: () => visible })
  heartbeat.start(INTERVAL_MS)
})
afterEach(() => {
  heartbeat.stop()
  vi.useRealTimers()
})

describe('a heartbeat', () => {
  it('asks at the interval, and is content with any answer', () => {
    vi.advanceTimersByTime(INTERVAL_MS)
    expect(ping).toHaveBeenCalledTimes(1)
    heartbeat.heard()
    vi.advanceTimersByTime(12_000)
    expect(onDead).not.toHaveBeenCalled()
  })

  it('tells when nothing is answered', () => {
    vi.advanceTimersByTime(INTERVAL_MS + 10_000)
    expect(onDead).toHaveBeenCalledTimes(1)
  })

  it('asks nothing while nobody looks at the page', () => {
    visible = false
    vi.advanceTimersByTime(10 * INTERVAL_MS)
    expect(ping).not.toHaveBeenCalled()
  })

  it('asks at once after the machine was asleep, and does not wait long', () => {
    vi.advanceTimersByTime(5_000)
    vi.setSystemTime(Date.now() + 60 * 60_000)
    vi.advanceTimersByTime(5_000)
    expect(ping).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(4_000)
    expect(onDead).toHaveBeenCalledTimes(1)
  })

  it('waits no longer for a probe because it was waiting already', () => {
    vi.advanceTimersByTime(INTERVAL_MS)
    heartbeat.probe()
    vi.advanceTimersByTime(4_000)
    expect(onDead).toHaveBeenCalledTimes(1)
  })
})

describe('a renewal', () => {
  it('comes before the end, for tabs with the same token at different moments', () => {
    const renewedAt = [0, 0.5, 1].map((random) => {
      const began = Date.now()
      let at = 0
      const renewal = new TokenRenewal(
        () => (at = Date.now() - began),
        () => random,
      )
      renewal.schedule(new Date(began + 3_600_000).toISOString())
      vi.advanceTimersByTime(3_600_000)
      return at
    })
    expect(renewedAt).toEqual([3_300_000, 3_360_000, 3_420_000])
  })

  it('is made up for when its time was slept through', () => {
    const renew = vi.fn()
    const renewal = new TokenRenewal(renew, () => 0)
    renewal.schedule(new Date(Date.now() + 3_600_000).toISOString())
    vi.setSystemTime(Date.now() + 3_500_000)
    renewal.check()
    expect(renew).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(3_600_000)
    expect(renew).toHaveBeenCalledTimes(1)
  })
})

describe('a renewal where this machine has the wrong time', () => {
  const DAY_MS = 24 * 3_600_000

  it.each([25 * 3_600_000, -25 * 3_600_000])(
    'comes before the end by the server’s time: %d ms',
    (wrongBy) => {
      const renewedAt: number[] = []
      const began = performance.now()
      noteServerTime(Date.now() - wrongBy)
      const renewal = new TokenRenewal(
        () => renewedAt.push(performance.now() - began),
        () => 0,
      )
      renewal.schedule(new Date(serverNow() + DAY_MS).toISOString())
      vi.advanceTimersByTime(DAY_MS)
      expect(renewedAt).toEqual([DAY_MS - 5 * 60_000])
    },
  )

  it('that changes nothing, or fails, waits before the next', () => {
    const renew = vi.fn()
    const ended = new Date(serverNow() - 1).toISOString()
    const renewal = new TokenRenewal(
      () => {
        renew()
        if (renew.mock.calls.length % 2 === 0) renewal.retry()
        else renewal.schedule(ended)
      },
      () => 0,
    )
    renewal.schedule(ended)
    expect(renew).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(10 * 60_000)
    expect(renew.mock.calls.length).toBeLessThanOrEqual(21)
    expect(renew.mock.calls.length).toBeGreaterThan(10)
    renewal.stop()
  })
})

describe('the wait before the next try', () => {
  it('grows to half a minute and no further, and is at least half chance', () => {
    expect([0, 1, 5, 30].map((failures) => backoff(failures, 1))).toEqual([500, 1_000, 16_000, 30_000])
    expect([0, 1, 5, 30].map((failures) => backoff(failures, 0))).toEqual([250, 500, 8_000, 15_000])
  })
})
