import { expect, it } from 'vitest'
import { createRouter } from './router'

const find = createRouter(
  ['/api/posts', '/api/posts/[id]', '/api/posts/new', '/api/posts/[id]/like', '/healthz'].map(
    (path) => [path, {}] as const,
  ),
)

it.each([
  ['/api/posts', '/api/posts', {}],
  ['/api/posts/1', '/api/posts/[id]', { id: '1' }],
  ['/api/posts/a%20b%2Fc', '/api/posts/[id]', { id: 'a b/c' }],
  ['/api/posts/new', '/api/posts/new', {}],
  ['/api/posts/new/like', '/api/posts/[id]/like', { id: 'new' }],
  ['/api/posts/1/like', '/api/posts/[id]/like', { id: '1' }],
  ['/healthz', '/healthz', {}],
])('finds for %s the route %s', (path, route, params) => {
  expect(find(path)).toMatchObject({ route, params })
})

it.each([
  '/api/posts/1/like/2',
  '/api/posts//like',
  '/',
  '/posts/1',
  '/healthz/1',
  '//api/posts',
  '/API/posts',
  '',
])('finds nothing for %j', (path) => {
  expect(find(path)).toBeNull()
})

it('refuses a table that names one segment in two ways', () => {
  expect(() =>
    createRouter([
      ['/a/[id]', {}],
      ['/a/[name]/b', {}],
    ]),
  ).toThrow('[id]')
})
