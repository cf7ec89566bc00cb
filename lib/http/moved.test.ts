import { expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { leadTo, movedPath } from './moved'

const moved = new AppError('not_found', { extra: { movedTo: 'new' } })

it.each([
  ['/creators/old', '/creators/new'],
  ['/creators/OLD?tab=about&tag=x', '/creators/new?tab=about&tag=x'],
  ['/creators/%6fld/card.png', '/creators/new/card.png'],
  ['/join/old?a=/creators/old', '/join/new?a=/creators/old'],
  ['/feeds/old.xml?key=k', '/feeds/new.xml?key=k'],
  ['/api/creators/old', '/api/creators/new'],
  ['/api/creators/old/posts?cursor=a%2Fb', '/api/creators/new/posts?cursor=a%2Fb'],
])('%s leads to %s', (from, to) => {
  expect(movedPath(moved, from)).toBe(to)
})

it.each(['/', '/posts/old', '/api/tags?creator=old', '/feeds/old', '/other//creators/old'])(
  '%s names no creator, and leads nowhere',
  (from) => {
    expect(movedPath(moved, from)).toBeNull()
  },
)

it('goes by the refusal alone', () => {
  expect(movedPath(new AppError('not_found'), '/creators/old')).toBeNull()
  expect(movedPath(new Error('old'), '/creators/old')).toBeNull()
})

it('is not kept by browsers, as the way may turn around', () => {
  expect(leadTo('/creators/new')).toMatchObject({
    status: 308,
    headers: { location: '/creators/new', 'cache-control': 'no-store' },
  })
})
