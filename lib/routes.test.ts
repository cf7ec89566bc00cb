import { expect, it } from 'vitest'
import { routeOf } from './routes'

const of = (address: string) => routeOf(new URL(address, 'http://site'))

it('an address is one page, with what it names', () => {
  expect(of('/')).toEqual({ page: 'feed', filter: null })
  expect(of('/?filter=following')).toEqual({ page: 'feed', filter: 'following' })
  expect(of('/creators?query=%20mara%20')).toEqual({ page: 'creators', query: 'mara' })
  const mara = { page: 'creator', handle: 'mara', tab: 'posts', tag: '', open: false }
  expect(of('/creators/mara')).toEqual(mara)
  expect(of('/creators/mara?tab=pictures')).toEqual({ ...mara, tab: 'pictures' })
  expect(of('/creators/mara?tab=nothing&tag=%20FOG&open=1')).toEqual({ ...mara, tag: 'fog', open: true })
  expect(of('/explore?q=%20a%20&kind=creators')).toEqual({
    page: 'explore',
    show: null,
    tag: '',
    q: 'a',
    kind: 'creators',
  })
  expect(of('/posts/01A2224F-6F44-7852-A456-A99E1A8AA012')).toEqual({
    page: 'post',
    id: '01a2224f-6f44-7852-a456-a99e1a8aa012',
  })
  expect(of('/studio')).toEqual({ page: 'studio' })
  expect(of('/studio/numbers')).toEqual({ page: 'numbers' })
  expect(of('/studio/posts')).toEqual({ page: 'own-posts', which: 'all', q: '', look: 'cards' })
  expect(of('/studio/posts?which=draft&q=Night+&look=table')).toEqual({
    page: 'own-posts',
    which: 'draft',
    q: 'Night',
    look: 'table',
  })
  expect(of('/studio/posts?which=none&look=none')).toEqual(of('/studio/posts'))
  expect(of('/studio/sales')).toEqual({ page: 'sales' })
  expect(of('/studio/page')).toEqual({ page: 'own-page' })
  expect(of('/studio/series')).toEqual({ page: 'own-series' })
  expect(of('/studio/series/A1')).toEqual({ page: 'edit-series', id: 'a1' })
  expect(of('/creators/mara/series/A1')).toEqual({ page: 'series', handle: 'mara', id: 'a1' })
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

    '/studio/posts/',
    '/studio/series/',
    '/studio/series/1/2',
    '/creators/mara/series',
    '/creators/mara/series/',
    '/creators//series/1',
    '/creators/mara/posts/1',
    '/creators/mara/series/1/2',
    '/api/me',
    '/%ff',
    '/__proto__',
    '/studio/constructor',
  ])
    expect(of(address), address).toBe(null)
})
