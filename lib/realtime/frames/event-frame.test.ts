import { describe, expect, it } from 'vitest'
import type { FonanaEvent } from '@/lib/schema/events'
import { textsOf } from '@/tests/support/realtime/frames'
import { encodeEvent } from './event-frame'

const at = '2026-01-01T00:00:00.000Z'
const author = { id: 'a', handle: null, displayName: 'Ann', avatarId: null }
const comment = { id: 'c', author, body: 'for those who paid', parentId: null, createdAt: at }
const counts = { postId: 'p', commentId: 'c', commentsCount: 1 }

const parse = (frame: Buffer | null) => frame && textsOf(frame).map((text) => JSON.parse(text))

function added(channel: string, data: object): FonanaEvent {
  return { type: 'comment_added', channel, position: 'e.1', at, data } as FonanaEvent
}

describe('an event on its way out', () => {
  it('[R1] stands there twice where some may not see all of it', () => {
    const event = added('post:p', { ...counts, comment })
    const { full, redacted } = encodeEvent(event)
    expect(parse(full)).toEqual([event])
    expect(parse(redacted)).toEqual([{ ...event, data: counts }])
  })

  it('[R1] stands there once where there is nothing to take out, and on the channel of an owner', () => {
    expect(encodeEvent(added('post:p', counts)).redacted).toBeNull()
    expect(encodeEvent(added('user:a', { ...counts, comment })).redacted).toBeNull()
  })

  it('[D6] is replaced by a resync when nobody here knows who may see it', () => {
    const event = { type: 'whisper', channel: 'post:p', position: 'e.7', at, data: { body: 'secret' } }
    const frame = encodeEvent(event as unknown as FonanaEvent)
    expect(parse(frame.full)).toEqual([{ type: 'resync', channel: 'post:p', position: 'e.7' }])
    expect(frame).toMatchObject({ position: { epoch: 'e', offset: 7 }, redacted: null })
  })
})
