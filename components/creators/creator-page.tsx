'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ImageOff } from 'lucide-react'
import { PostList } from '@/components/posts/post-list'
import { EmptyState } from '@/components/ui/empty-state'
import { creatorPostsQuery, creatorQuery, firstPage } from '@/lib/client/queries'
import { useMe } from '@/lib/client/use-me'
import { useRealtime } from '@/lib/client/use-realtime'
import { channels } from '@/lib/schema/channel-names'
import type { Page } from '@/lib/schema/common'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { CreatorActions } from './creator-actions'
import { CreatorHeader } from './creator-header'
import { CreatorTiers } from './creator-tiers'

interface CreatorPageProps {
  creator: CreatorProfile
  posts: Page<Post>
}

export function CreatorPage({ creator: initial, posts }: CreatorPageProps) {
  const me = useMe()
  const creator = useQuery({ ...creatorQuery(initial.handle), initialData: initial }).data ?? initial
  const query = useInfiniteQuery({ ...creatorPostsQuery(creator.handle), initialData: firstPage(posts) })
  useRealtime(me === null ? null : channels.creator(creator.id), creator.position)

  return (
    <div className="mx-auto max-w-page px-4 pt-4 sm:px-8 md:pt-8">
      <CreatorHeader creator={creator} actions={<CreatorActions creator={creator} />} />
      <div className="mt-10 flex flex-col gap-10 lg:flex-row-reverse lg:items-start lg:justify-between">
        <aside className="lg:sticky lg:top-10 lg:w-72 lg:shrink-0">
          <CreatorTiers creator={creator} />
        </aside>
        <section aria-labelledby="posts-heading" className="min-w-0 max-w-post flex-1">
          <h2 id="posts-heading" className="mb-5 font-semibold text-lg">
            Posts
          </h2>
          <PostList
            query={query}
            creator={creator}
            empty={
              <EmptyState icon={<ImageOff />} title="No posts yet">
                Follow {creator.displayName} and you will hear of the first one.
              </EmptyState>
            }
          />
        </section>
      </div>
    </div>
  )
}
