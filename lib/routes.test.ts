import { expect, it } from 'vitest'
import { routeOf } from './routes'

const of = (address: string) => routeOf(new URL(address, 'http://site'))

it('an address is one page, with what it names', () => {
  expect(of('/')).toEqual({ page: 'feed', filter: null })
  expect(of('/?filter=following')).toEqual({ page: 'feed', filter: 'following' })
  expect(of('/creators?query=%20mara%20')).toEqual({ page: 'creators', query: 'mara' })
  expect(of('/creators/mara')).toEqual({ page: 'creator', handle: 'mara' })
  expect(of('/posts/01A2224F-6F44-7852-A456-A99E1A8AA012')).toEqual({
    page: 'post',
    id: '01a2224f-6f44-7852-a456-a99e1a8aa012',
  })
  expect(of('/studio')).toEqual({ page: 'studio' })
  expect(of('/studio/page')).toEqual({ page: 'own-page' })
  expect(of('/studio/posts/1')).toEqual({ page: 'edit-post', id: '1' })
})

it('what is no page is none', () => {
  for (const address of [
    '/nowhere',
    '/creators/',
    '/posts',
    '/posts/1/2',
    '/library/1',
    '/studio/activity',
    '/studio/posts',
    '/studio/posts/',
    '/api/me',
    '/%ff',
    '/__proto__',
    '/studio/constructor',
  ])
    expect(of(address), address).toBe(null)
})
