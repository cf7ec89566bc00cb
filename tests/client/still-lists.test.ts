import { type InfiniteData, InfiniteQueryObserver } from '@tanstack/react-query'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { mapPosts } from '@/lib/client/cache/post-cache'
import { keys } from '@/lib/client/cache/query-keys'
import { creatorPostsSource, feedSource } from '@/lib/client/queries/posts'
import { readFromTop } from '@/lib/client/read-from-top'
import type { Page } from '@/lib/schema/common'
import type { Post } from '@/lib/schema/posts'
import { makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { Screen, screenFetch } from '@/tests/support/client/screen'

const MORE_THAN_A_PAGE = 23
const BREAKS = 5
const HOUR_MS = 60 * 60 * 1000

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  vi.stubGlobal('fetch', screenFetch(app, fetch))
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await app.close()
})

it('stands still however much comes, and begins anew without losing any of it', async () => {
  const [author, reader] = [await makeCreator(app), await signIn(app)]
  await reader.api.put(`/api/creators/${author.handle}/follow`)
  const read = [
    await makePost(author, { title: 'Read first' }),
    await makePost(author, { title: 'Read next' }),
  ]
  const screen = new Screen(app, reader)
  const { list } = feedSource('following')
  await screen.show(list)
  const titles = () =>
    screen.client
      .getQueryData<InfiniteData<Page<Post>>>(keys.feed('following'))
      ?.pages.flatMap(({ items }) => items.map(({ title }) => title))
  expect(titles()).toEqual(['Read next', 'Read first'])

  for (let number = 1; number <= MORE_THAN_A_PAGE; number += 1)
    await makePost(author, { title: `New ${number}` })
  await author.api.patch(`/api/posts/${read[0]?.id}`, { title: 'Read first, changed' })
  screen.reread(keys.posts)
  await screen.settle()
  expect(titles()).toEqual(['Read next', 'Read first, changed'])

  screen.holdAnswers()
  const fromTop = screen.inPage(() => readFromTop(screen.client, list))
  // However often events change it and make it be read again meanwhile.
  for (let event = 1; event <= BREAKS; event += 1) {
    mapPosts(screen.client, (post) => ({ ...post, likesCount: event }))
    // Drawn anew, a page says its own options.
    new InfiniteQueryObserver(screen.client, list)
    screen.refresher.refresh(keys.posts)
    screen.inPage(() => screen.refresher.flush())
    // A turn for what the event has begun; no answer comes before all are let go.
    await new Promise((resolve) => setTimeout(resolve))
  }
  screen.releaseAnswers()
  await fromTop
  await screen.settle()
  const newest = Array.from({ length: MORE_THAN_A_PAGE }, (_, index) => `New ${MORE_THAN_A_PAGE - index}`)
  expect(titles()).toEqual(newest.slice(0, 20))
  await screen.inPage(() => new InfiniteQueryObserver(screen.client, list).fetchNextPage())
  expect(titles()).toEqual([...newest, 'Read next', 'Read first, changed'])
  screen.close()
})

it('begins anew where the clock was set back since', async () => {
  const [author, reader] = [await makeCreator(app), await signIn(app)]
  await makePost(author, { title: 'Read first' })
  const screen = new Screen(app, reader)
  const { list } = creatorPostsSource(author.handle)
  await screen.show(list)
  const shown = () => screen.client.getQueryData<InfiniteData<Page<Post>>>(list.queryKey)
  screen.client.setQueryData(list.queryKey, shown(), { updatedAt: Date.now() + HOUR_MS })
  await makePost(author, { title: 'Came later' })
  await screen.inPage(() => readFromTop(screen.client, list))
  expect(shown()?.pages.flatMap(({ items }) => items.map(({ title }) => title))).toEqual([
    'Came later',
    'Read first',
  ])
  screen.close()
})
