import { expect, it } from 'vitest'
import { Tag } from '@/lib/schema/posts'
import { toTag } from './to-tag'

it.each([
  ['#Slow Light ', 'slow-light'],
  ['И\u0306од', 'йод'],
  ['東京', '東京'],
  ['-a_b-', 'ab'],
  ['x'.repeat(40), 'x'.repeat(30)],
])('makes a tag of %s that the server takes', (text, tag) => {
  expect(toTag(text)).toBe(tag)
  expect(Tag.parse(tag)).toBe(tag)
})

it('makes nothing of what has no letter or digit', () => {
  for (const text of ['', ' ', '#', '--', '%_']) expect(toTag(text)).toBe('')
})
