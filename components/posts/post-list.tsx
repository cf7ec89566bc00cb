'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import type { Page } from '@/lib/schema/common'
import type { Post } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import { LivePost } from './live-post'
import { PostSkeleton } from './post-skeleton'

/** So many images may lie in the first screenful. */
const EAGER_POSTS = 2

interface PostListProps {
  query: UseInfiniteQueryResult<InfiniteData<Page<Post>>>
  /** Shown when there is no post. */
  empty: ReactNode
  /** The tiers of the one author, where all posts are theirs. */
  tiers?: readonly Tier[]
}

/** Posts one below the other, more as the reader goes down. */
export function PostList({ query, empty, tiers }: PostListProps) {
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
          tier={tiers?.find((tier) => tier.tier === post.minTier) ?? null}
        />
      ))}
      <LoadMore query={query} />
    </div>
  )
}
