import { expect, it } from 'vitest'
import type { PostFields } from '@/lib/schema/posts'
import { isOverlapping } from './meeting'

const BEFORE: PostFields = {
  title: 'Title',
  teaser: '',
  body: 'Text',
  tags: [],
  minTier: null,
  priceLamports: null,
  mediaIds: [],
  commentsOpen: true,
  watermarked: false,
}

it.each<[Partial<PostFields>, Partial<PostFields>, boolean]>([
  [{ body: 'Mine' }, { title: 'Theirs' }, false],
  [{ body: 'Mine' }, {}, false],
  [{}, { body: 'Theirs' }, false],
  [{ body: 'Mine' }, { body: 'Theirs' }, true],
  [{ body: 'The same' }, { body: 'The same' }, false],
  [{ minTier: 'basic' }, { priceLamports: 5_000_000n }, true],
  [{ tags: ['a'] }, { tags: ['b'], title: 'Theirs' }, true],
  [{ mediaIds: ['a'] }, { commentsOpen: false }, false],
])('%o beside %o', (mine, theirs, expected) => {
  expect(isOverlapping(BEFORE, { ...BEFORE, ...mine }, { ...BEFORE, ...theirs })).toBe(expected)
})
