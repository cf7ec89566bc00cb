import { expect } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { Post } from '@/lib/schema/posts'
import type { ApiClient } from './api-client'
import type { Creator } from './people'

/** What no list may show that is not out. */
export const HIDDEN = 'not-yet-for-anybody'

export async function idsIn(api: ApiClient, path: string): Promise<string[]> {
  return (await api.get(path)).as(pageOf(Post)).items.map(({ id }) => id)
}

async function everyList(api: ApiClient, author: Creator): Promise<string[]> {
  const paths = [
    '/api/feed?limit=100',
    '/api/feed?limit=100&tag=dawn',
    '/api/feed?limit=100&filter=open',
    '/api/feed?limit=100&filter=loved',
    `/api/search?kind=posts&q=${HIDDEN}`,
    `/api/creators/${author.handle}/posts?limit=100`,
    `/api/creators/${author.handle}/posts?limit=100&tag=dawn`,
    `/api/creators/${author.handle}/posts?limit=100&filter=open`,
    `/api/creators/${author.handle}/posts?limit=100&filter=pictures`,
  ]
  if (api.token !== null)
    paths.push('/api/feed?filter=following&limit=100', '/api/feed?filter=subscribed&limit=100')
  return (await Promise.all(paths.map((path) => idsIn(api, path)))).flat()
}

/** It is there for its author alone: to these readers it is as if it were not, and no list has it. */
export async function expectHidden(
  postId: string,
  author: Creator,
  readers: readonly ApiClient[],
): Promise<void> {
  for (const api of readers) {
    ;(await api.get(`/api/posts/${postId}`)).problem('not_found')
    ;(await api.get(`/api/posts/${postId}/comments`)).problem('not_found')
    expect(await everyList(api, author)).not.toContain(postId)
    if (api.token === null) continue
    ;(await api.put(`/api/posts/${postId}/like`)).problem('not_found')
    ;(await api.patch(`/api/posts/${postId}`, { status: 'published' })).problem('not_found')
    ;(await api.delete(`/api/posts/${postId}`)).problem('not_found')
    ;(await api.post('/api/purchases', { item: { kind: 'post', postId } })).problem('not_found')
  }
  // Its author has it in the list of their own alone.
  expect(await everyList(author.api, author)).not.toContain(postId)
  expect(await idsIn(author.api, '/api/me/posts?limit=100')).toContain(postId)
}
