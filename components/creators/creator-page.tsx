'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { PostList } from '@/components/posts/post-list'
import { NothingHere } from '@/components/shell/nothing-here'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Isolated } from '@/components/ui/isolated'
import { Skeleton } from '@/components/ui/skeleton'
import { isolate } from '@/lib/characters'
import { creatorPostsQuery, creatorQuery } from '@/lib/client/queries'
import { useMe } from '@/lib/client/use-me'
import { useRealtime } from '@/lib/client/use-realtime'
import { useTranslator } from '@/lib/client/use-translator'
import { channels } from '@/lib/schema/channel-names'
import { CreatorActions } from './creator-actions'
import { CreatorHeader } from './creator-header'
import { CreatorTiers } from './creator-tiers'

export function CreatorPage({ handle }: { handle: string }) {
  const me = useMe()
  const t = useTranslator()
  const reading = useQuery(creatorQuery(handle))
  const query = useInfiniteQuery(creatorPostsQuery(handle))
  const { data: creator } = reading
  useRealtime(creator && me ? channels.creator(creator.id) : null, creator?.position)

  if (creator === undefined) {
    return reading.isError ? (
      <ErrorState onRetry={() => void reading.refetch()} retrying={reading.isFetching} />
    ) : (
      <CreatorSkeleton />
    )
  }
  if (creator === null) return <NothingHere />
  return (
    <div className="mx-auto max-w-page px-4 pt-4 sm:px-8 md:pt-8">
      <CreatorHeader creator={creator} actions={<CreatorActions creator={creator} />} />
      <div className="mt-10 flex flex-col gap-10 lg:flex-row-reverse lg:items-start lg:justify-between">
        <aside className="lg:sticky lg:top-10 lg:w-72 lg:shrink-0">
          <CreatorTiers creator={creator} />
        </aside>
        <section aria-labelledby="posts-heading" className="min-w-0 max-w-post flex-1">
          <h2 id="posts-heading" className="mb-5 font-semibold text-lg">
            {t('creator.posts')}
          </h2>
          <PostList
            query={query}
            creator={creator}
            empty={
              <EmptyState icon={<Icon name="image-off" />} title={t('creator.noPosts')}>
                <Isolated text={t('creator.noPosts.text', { name: isolate(creator.displayName) })} />
              </EmptyState>
            }
          />
        </section>
      </div>
    </div>
  )
}

function CreatorSkeleton() {
  const t = useTranslator()
  return (
    <div
      role="status"
      aria-label={t('creator.loading')}
      className="mx-auto max-w-page px-4 pt-4 sm:px-8 md:pt-8"
    >
      <Skeleton className="aspect-[3/1] w-full !rounded-lg" />
      <div className="mt-6 flex flex-col gap-3">
        <Skeleton className="h-9 w-2/3" />
        <Skeleton className="h-5 w-40" />
      </div>
    </div>
  )
}
