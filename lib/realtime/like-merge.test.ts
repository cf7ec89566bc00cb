import { beforeEach, describe, expect, it } from 'vitest'
import type { FonanaEvent } from '@/lib/schema/events'
import { LIKE_GAP_MS, LikeMerge } from './like-merge'

type Like = Extract<FonanaEvent, { type: 'post_liked' | 'post_unliked' }>

let sent: string[]
let spared: string[]
let merge: LikeMerge
let offset: number

beforeEach(() => {
  sent = []
  spared = []
  offset = 0
  merge = new LikeMerge({
    send: ({ data, position }) => sent.push(`${data.postId} ${data.likesCount} @${position}`),
    sendToOwner: (userId, { data }) => spared.push(`${userId} ${data.postId} ${data.likesCount}`),
  })
})

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
    merge.flushDue(1_001 + LIKE_GAP_MS - 1)
    expect(sent).toEqual(['p 1 @1'])
    merge.flushDue(1_001 + LIKE_GAP_MS)
    expect(sent).toEqual(['p 1 @1', 'p 50 @50'])
    expect(merge.isWaiting).toBe(false)
  })

  it('sends ten in any second at most', () => {
    const times: number[] = []
    const timed = new LikeMerge({ send: () => times.push(now), sendToOwner: () => {} })
    let now = 0
    for (; now < 5_000; now += 1) {
      timed.accept(like('p', now), now)
      timed.flushDue(now)
    }
    for (const start of times) {
      expect(times.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(10)
    }
    expect(times.length).toBeGreaterThan(40)
  })

  it('keeps the posts of one channel apart, and the order of their positions', () => {
    merge.accept(like('a', 1), 0)
    merge.accept(like('a', 2), 1)
    merge.accept(like('b', 1), 2)
    merge.accept(like('a', 3), 3)
    merge.flush(4)
    expect(sent).toEqual(['a 1 @1', 'b 1 @3', 'a 3 @4'])
  })

  it('starts anew after a pause', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2), LIKE_GAP_MS)
    expect(sent).toEqual(['p 1 @1', 'p 2 @2'])
  })

  it('forgets what waits when it is told to', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2), 1)
    merge.clear()
    merge.flush(10_000)
    expect(sent).toEqual(['p 1 @1'])
  })
})

describe('[M2] a like that others are spared', () => {
  it('goes to the one who gave it', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2, 'me'), 1)
    merge.accept(like('p', 3), 2)
    expect(spared).toEqual(['me p 2'])
  })

  it('does not when a later one of the same person follows', () => {
    merge.accept(like('p', 1), 0)
    merge.accept(like('p', 2, 'me'), 1)
    merge.accept(like('p', 1, 'me'), 2)
    expect(spared).toEqual([])
  })
})
