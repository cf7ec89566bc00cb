'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import type { Page } from '@/lib/schema/common'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { endedMembership } from './ended-membership'
import { LivePost } from './live-post'
import { PostSkeleton } from './post-skeleton'

/** So many images may lie in the first screenful. */
const EAGER_POSTS = 2

interface PostListProps {
  query: UseInfiniteQueryResult<InfiniteData<Page<Post>>>
  /** Shown when there is no post. */
  empty: ReactNode
  /** The one author, where all posts are theirs. */
  creator?: CreatorProfile
}

/** Posts one below the other, more as the reader goes down. */
export function PostList({ query, empty, creator }: PostListProps) {
  const { data, isError, refetch, isFetching } = query
  if (data === undefined) {
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div className="flex flex-col gap-6" role="status" aria-label="Loading posts">
        <PostSkeleton />
        <PostSkeleton />
      </div>
    )
  }
  const posts = data.pages.flatMap((page) => page.items)
  if (posts.length === 0) return empty
  return (
    <div className="flex flex-col gap-6">
      {posts.map((post, index) => (
        <LivePost
          key={post.id}
          post={post}
          eager={index < EAGER_POSTS}
          tier={creator?.tiers.find((tier) => tier.tier === post.minTier) ?? null}
          ended={creator ? endedMembership(post, creator) : null}
        />
      ))}
      <LoadMore query={query} />
    </div>
  )
}
