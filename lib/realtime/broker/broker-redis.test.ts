import { EventEmitter } from 'node:events'
import type { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FonanaEvent } from '@/lib/schema/events'
import { RedisBroker } from './broker-redis'

/** As much of two connections to one Redis as the broker needs. */
class LoopRedis extends EventEmitter {
  readonly status = 'ready'
  readonly published: string[] = []
  #subscribed = new Set<string>()
  /** What is published meanwhile fails. */
  isRefusing = false
  role = 'master'
  disconnected = 0

  async ssubscribe(...names: string[]) {
    for (const name of names) this.#subscribed.add(name)
  }

  async spublish(name: string, message: string) {
    if (this.isRefusing) throw new Error('refused')
    this.published.push(name)
    if (this.#subscribed.has(name)) this.emit('smessage', name, message)
  }

  async call() {
    return ['server', 'redis', 'role', this.role, 'modules', []]
  }

  disconnect() {
    this.disconnected += 1
  }
}

const event: FonanaEvent = {
  type: 'notifications_cleared',
  channel: 'notifications:u',
  position: 'e.1',
  at: new Date().toISOString(),
  data: { unreadCount: 0 },
}

let redis: LoopRedis
let broker: RedisBroker
const gaps = () => redis.published.filter((name) => name === 'n:gap').length

beforeEach(async () => {
  vi.useFakeTimers()
  redis = new LoopRedis()
  const both = redis as unknown as Redis
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  broker = new RedisBroker({ commands: both, subscriber: both, namespace: 'n', log })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(broker.ready()).toBe(true)
})
afterEach(async () => {
  await broker.close()
  vi.useRealTimers()
})

it('[P6] tells the others to look once when it begins, and not while all it says arrives', async () => {
  expect(gaps()).toBe(1)
  broker.publish([event])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(redis.published).toContain('n:notifications:u')
  expect(gaps()).toBe(1)
})

it('[P6] tells them to look when something could not be published', async () => {
  redis.isRefusing = true
  broker.publish([event])
  await vi.advanceTimersByTimeAsync(0)
  redis.isRefusing = false
  await vi.advanceTimersByTimeAsync(2_000)
  expect(redis.published).not.toContain('n:notifications:u')
  expect(gaps()).toBe(2)
})

it('[P6] tells them as soon as it can, however long that takes', async () => {
  redis.isRefusing = true
  broker.publish([event])
  await vi.advanceTimersByTimeAsync(30_000)
  expect([broker.ready(), gaps()]).toEqual([false, 1])
  redis.isRefusing = false
  await vi.advanceTimersByTimeAsync(500)
  expect([broker.ready(), gaps()]).toEqual([true, 2])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(gaps()).toBe(2)
})

it('[P5] leaves a Redis that has become the copy of another, within a second, and looks for it anew', async () => {
  redis.role = 'replica'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(broker.ready()).toBe(false)
  expect(redis.disconnected).toBeGreaterThanOrEqual(2)
  // It takes messages as before.
  await vi.advanceTimersByTimeAsync(30_000)
  expect([broker.ready(), gaps()]).toEqual([false, 1])
  redis.role = 'master'
  await vi.advanceTimersByTimeAsync(1_500)
  expect([broker.ready(), gaps()]).toEqual([true, 2])
})
