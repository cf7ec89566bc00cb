import { CreatorSuggestions } from '@/components/creators/creator-suggestions'
import { Feed } from '@/components/posts/feed'
import { Page } from '@/components/shell/page'
import { getApp } from '@/lib/app'
import { listCreators } from '@/lib/domain/creators'
import { listFeed } from '@/lib/domain/posts'
import { FeedQuery } from '@/lib/schema/posts'
import { readViewer } from './viewer'

const FIRST_POSTS = 8
const SUGGESTIONS = 5

export default async function FeedPage({ searchParams }: { searchParams: Promise<{ filter?: string }> }) {
  const query = FeedQuery.safeParse({ filter: (await searchParams).filter, limit: FIRST_POSTS })
  const { filter } = query.success ? query.data : FeedQuery.parse({})
  const app = getApp()
  const viewer = await readViewer()
  const mayRead = filter === 'all' || viewer !== null
  const [first, creators] = await Promise.all([
    mayRead ? listFeed(app, viewer, { filter, limit: FIRST_POSTS }) : null,
    listCreators(app, { query: '', limit: SUGGESTIONS }),
  ])
  return (
    <Page aside={<CreatorSuggestions creators={creators.items} />}>
      <h1 className="sr-only">Feed</h1>
      {/* A filter is a list of its own: nothing of the last one may stay on screen. */}
      <Feed key={filter} filter={filter} first={first} />
    </Page>
  )
}
