import { describe, expect, it, vi } from 'vitest'
import type { Reader } from '@/lib/db/reader'
import type { Authorization } from '@/lib/realtime/authorization'
import type { FonanaEvent } from '@/lib/schema/events'
import { textsOf } from '@/tests/support/realtime/frames'
import { MergeClock } from './merge-clock'
import { Room } from './room'
import { Subscription } from './subscription'

const at = new Date().toISOString()

function newRoom(): Room {
  const ask = { db: {} as Reader, shared: false, mergeClock: new MergeClock() }
  return new Room('post:p', Promise.resolve(), {
    ...ask,
    onHealError: vi.fn(),
    subscriptionsOf: () => [],
    observeLag: vi.fn(),
  })
}

/** Joined, with this right; answers what it was sent. */
async function enter(room: Room, full: boolean): Promise<Buffer[]> {
  const sent: Buffer[] = []
  const authorization = { readRight: async () => ({ full, until: null }) } as Partial<Authorization>
  const subscription = new Subscription({
    channel: room.name,
    userId: 'u',
    subscriber: { outbox: { event: (_frame, data) => sent.push(data) }, abandon: vi.fn() },
    authorization: authorization as Authorization,
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
  })
  room.subscriptions.add(subscription)
  room.start({ epoch: 'e', offset: 0 })
  await subscription.readRight()
  await subscription.begin({ epoch: 'e', offset: 0 }, [])
  return sent
}

function added(offset: number): FonanaEvent {
  const author = { id: 'a', handle: null, displayName: 'Ann', avatarId: null }
  const comment = { id: 'c', author, body: 'words', parentId: null, createdAt: at }
  const data = { postId: 'p', commentId: 'c', commentsCount: offset, comment }
  return { type: 'comment_added', channel: 'post:p', position: `e.${offset}`, at, data }
}

describe('the readers of a channel', () => {
  it('[D5] are given the same bytes, encoded once for each right', async () => {
    const room = newRoom()
    const readers = [true, true, false, true, false].map((full) => enter(room, full))
    const sent = await Promise.all(readers)
    room.accept(added(1))
    const [first, second, third, fourth, fifth] = sent.map(([data]) => data)
    expect(textsOf(first as Buffer)).toHaveLength(1)
    expect(textsOf(first as Buffer)[0]).toContain('words')
    for (const same of [second, fourth]) expect(same).toBe(first)
    expect(textsOf(third as Buffer)[0]).not.toContain('words')
    expect(fifth).toBe(third)
  })
})
