import { beforeEach, describe, expect, it } from 'vitest'
import type { FonanaEvent } from '@/lib/schema/events'
import { EventMerge, MERGE_GAP_MS } from './event-merge'

type Like = Extract<FonanaEvent, { type: 'post_liked' | 'post_unliked' }>

let sent: string[]
let spared: string[]
let merge: EventMerge
let offset: number

beforeEach(() => {
  sent = []
  spared = []
  offset = 0
  merge = new EventMerge({
    subject: 'p',
    send: (event) => sent.push(describeEvent(event)),
    sendToOwner: (userId, event) => spared.push(`${userId} ${describeEvent(event)}`),
  })
})

function describeEvent({ type, data, position }: FonanaEvent): string {
  return type === 'post_liked' ? `${data.postId} ${data.likesCount} @${position}` : `${type} @${position}`
}

function deletion(): FonanaEvent {
  offset += 1
  const data = { postId: 'p', commentId: 'c', commentsCount: 0 }
  return { type: 'comment_deleted', channel: 'c', position: String(offset), at: '', data }
}

function like(postId: string, likesCount: number, userId = `fan${likesCount}`): Like {
  offset += 1
  const data = { postId, userId, likesCount }
  return { type: 'post_liked', channel: 'c', position: String(offset), at: '', data }
}

describe('[M1] likes that come close together', () => {
  it('sends the first at once', () => {
    merge.accept(like('p', 1), 1_000)
    expect(sent).toEqual(['p 1 @1'])
    expect(merge.isWaiting).toBe(false)
  })

  it('sends the newest of the rest when its time has come, and not before', () => {
    for (let n = 1; n <= 50; n += 1) merge.accept(like('p', n), 1_000 + n)
    merge.flushDue(1_001 + MERGE_GAP_MS - 1)
    expect(sent).toEqual(['p 1 @1'])
    merge.flushDue(1_001 + MERGE_GAP_MS)
    expect(sent).toEqual(['p 1 @1', 'p 50 @50'])
    expect(merge.isWaiting).toBe(false)
  })

  it('sends ten in any second at most', () => {
    const times: number[] = []
    const timed = new EventMerge({ subject: 'p', send: () => times.push(now), sendToOwner: () => {} })
    let now = 0
    for (; now < 5_000; now += 1) {
      timed.accept(like('p', now), now)
      timed.flushDue(now)
    }
    for (const start of times) {
      expect(times.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(10)
    }
    expect(times.length).toBeGreaterThan(35)
  })

  it('keeps the posts of one channel apart, and the order of their positions', () => {
    merge.accept(like('a', 1), 0)
    merge.accept(like('a', 2), 1)
    merge.accept(like('b', 1), 2)
    merge.accept(like('a', 3), 3)
    merge.flushDue(MERGE_GAP_MS)
    expect(sent).toEqual(['a 1 @1', 'b 1 @3', 'a 3 @4'])
  })

  it('starts anew after a pause', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2), MERGE_GAP_MS)
    expect(sent).toEqual(['p 1 @1', 'p 2 @2'])
  })

  it('forgets what waits when it is told to', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2), 1)
    merge.clear()
    merge.flushDue(10_000)
    expect(sent).toEqual(['p 1 @1'])
  })
})

describe('[M1] other events', () => {
  it('go at once when no like waits', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(deletion(), 1)
    expect(sent).toEqual(['p 1 @1', 'comment_deleted @2'])
  })

  it('overtake no like that waits, and let it come no earlier', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2), 1)
    merge.accept(deletion(), 2)
    merge.accept(like('p', 3), 3)
    merge.flushDue(MERGE_GAP_MS - 1)
    expect(sent).toEqual(['p 1 @1'])
    merge.flushDue(MERGE_GAP_MS)
    expect(sent).toEqual(['p 1 @1', 'comment_deleted @3', 'p 3 @4'])
  })
})

describe('[M2] a like that others are spared', () => {
  it('goes to the one who gave it', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2, 'me'), 1)
    merge.accept(like('p', 3), 2)
    merge.flushDue(MERGE_GAP_MS)
    expect(spared).toEqual(['me p 2 @2'])
    expect(sent).toEqual(['p 1 @1', 'p 3 @3'])
  })

  it('does not on a channel that is about several things', () => {
    merge.accept(like('q', 1), 0)
    merge.accept(like('q', 2, 'me'), 1)
    merge.accept(like('q', 3), 2)
    merge.flushDue(MERGE_GAP_MS)
    expect(spared).toEqual([])
    expect(sent).toEqual(['q 1 @1', 'q 3 @3'])
  })

  it('does not when a later one of the same person follows', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2, 'me'), 1)
    merge.accept(like('p', 1, 'me'), 2)
    merge.flushDue(MERGE_GAP_MS)
    expect(spared).toEqual([])
    expect(sent).toEqual(['p 1 @1', 'p 1 @3'])
  })

  it('comes with the others ten times in any second at most', () => {
    const times: number[] = []
    let now = 0
    const mine = new EventMerge({
      subject: 'p',
      send: ({ type }) => type === 'post_liked' && times.push(now),
      sendToOwner: (userId) => userId === 'me' && times.push(now),
    })
    for (; now < 5_000; now += 1) {
      mine.accept(like('p', now, now % 3 === 0 ? 'me' : 'you'), now)
      if (now % 7 === 0) mine.accept(deletion(), now)
      mine.flushDue(now)
    }
    for (const start of times) {
      expect(times.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(10)
    }
    expect(times.length).toBeGreaterThan(40)
  })
})
