import { expect, it } from 'vitest'
import type { Comment } from '@/lib/schema/comments'
import { answeredOf, parentOf, threadsOf } from './comment-threads'

const comment = (id: string, parentId: string | null = null): Comment => ({
  id,
  parentId,
  author: { id: `by-${id}`, handle: null, displayName: `Ann ${id}`, avatarId: null },
  body: id,
  createdAt: '2026-01-02T03:04:05.000Z',
})

const OPENER = comment('1')
const ANSWER = comment('2', '1')
const NEWER = comment('3')
const shape = (...args: Parameters<typeof threadsOf>) =>
  threadsOf(...args).map(({ id, opener, replies }) => [id, opener?.id, replies.map((reply) => reply.id)])

it('gathers answers under what opened their thread, newest thread first', () => {
  expect(shape([NEWER, OPENER, ANSWER], null)).toEqual([
    ['3', '3', []],
    ['1', '1', ['2']],
  ])
})

it('keeps one thread of the answers whose opener was deleted', () => {
  expect(shape([NEWER, ANSWER, comment('4', '1')], null)).toEqual([
    ['3', '3', []],
    ['1', undefined, ['2', '4']],
  ])
})

it('keeps the place of what somebody is answering, although it was deleted with all of its thread', () => {
  expect(shape([NEWER], answeredOf(ANSWER))).toEqual([
    ['3', '3', []],
    ['1', undefined, []],
  ])
})

it('answers what it was written to, else what is left of the thread, else nothing', () => {
  expect(parentOf([OPENER, ANSWER], answeredOf(ANSWER))).toBe('2')
  expect(parentOf([ANSWER], answeredOf(OPENER))).toBe('2')
  expect(parentOf([OPENER], answeredOf(ANSWER))).toBe('1')
  expect(parentOf([NEWER], answeredOf(OPENER))).toBeNull()
})
