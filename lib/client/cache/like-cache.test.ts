import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, it } from 'vitest'
import type { Post } from '@/lib/schema/posts'
import { firstPage } from './first-page'
import { settleLike, showLike, undoLike } from './like-cache'
import { advancePost } from './post-cache'
import { keys } from './query-keys'

const post = { id: 'p', likesCount: 3, liked: false, position: 'e.10' } as Post
let client: QueryClient

beforeEach(() => {
  client = new QueryClient()
  client.setQueryData(keys.post('p'), post)
  client.setQueryData(
    keys.feed('all'),
    firstPage({ items: [{ ...post, position: 'e.9', likesCount: 2 }], nextCursor: null }),
  )
})

const shownPost = () => client.getQueryData<Post>(keys.post('p'))
const shownInFeed = () =>
  client.getQueryData<ReturnType<typeof firstPage<{ items: Post[] }>>>(keys.feed('all'))?.pages[0]?.items[0]

it('shows a like at once in every copy', () => {
  showLike(client, 'p', true)
  expect(shownPost()).toMatchObject({ liked: true, likesCount: 4 })
  expect(shownInFeed()).toMatchObject({ liked: true, likesCount: 3 })
})

it('takes it back as it was after a failure', () => {
  expect(undoLike(client, 'p', showLike(client, 'p', true))).toBe(true)
  expect(shownPost()).toEqual(post)
  expect(shownInFeed()).toMatchObject({ liked: false, likesCount: 2 })
})

it('takes over the count of the answer', () => {
  settleLike(client, 'p', showLike(client, 'p', true), { liked: true, likesCount: 9 })
  expect(shownPost()).toMatchObject({ liked: true, likesCount: 9, position: 'e.10' })
})

it('does not let a late answer overwrite what events said meanwhile', () => {
  const shown = showLike(client, 'p', true)
  advancePost(client, 'p', 'e.12', () => ({ liked: false, likesCount: 5 }))
  settleLike(client, 'p', shown, { liked: true, likesCount: 4 })
  expect(shownPost()).toMatchObject({ liked: false, likesCount: 5, position: 'e.12' })
})

it('does not let a late failure overwrite what events said meanwhile', () => {
  const shown = showLike(client, 'p', true)
  advancePost(client, 'p', 'e.11', () => ({ liked: true, likesCount: 4 }))
  expect(undoLike(client, 'p', shown)).toBe(false)
  expect(shownPost()).toMatchObject({ liked: true, likesCount: 4 })
})
