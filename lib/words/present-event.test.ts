import { expect, it } from 'vitest'
import type { FonanaEvent } from '@/lib/schema/events'
import { presentEvent } from './present-event'

const params = { actorId: 'a1', actorName: 'Ann', postId: 'p1', postTitle: 'Mine' }
const stored = { id: 'n1', kind: 'post', params, createdAt: '2026-01-01T00:00:00.000Z', unreadCount: 1 }

function present(data: object): object {
  const event = {
    type: 'notification',
    channel: 'notifications:b',
    position: 'e.1',
    at: stored.createdAt,
    data,
  }
  return presentEvent(event as unknown as FonanaEvent).data
}

it('says a notification in the language of its reader, and leaves the language out', () => {
  const words = { title: '\u2068Ann\u2069: новая публикация', body: 'Mine', href: '/posts/p1' }
  expect(present({ ...stored, locale: 'ru' })).toEqual({ ...stored, ...words })
})

it('says in English what an older release has written without a language', () => {
  const words = { title: '\u2068Ann\u2069 published a post', body: 'Mine', href: '/posts/p1' }
  expect(present(stored)).toEqual({ ...stored, ...words })
})

it('leaves the words of an older one as they are', () => {
  const words = { title: 'Ann published a post', body: 'Mine', href: '/posts/p1' }
  const { params: _, ...facts } = stored
  expect(present({ ...facts, ...words })).toEqual({ ...facts, ...words, params: words })
})
