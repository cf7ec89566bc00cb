'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { useToast } from '@/components/ui/toast'
import { usePressedAgain } from '@/lib/client/navigation/use-pressed-again'
import type { PostSource } from '@/lib/client/queries/posts'
import { useTakenAway } from '@/lib/client/take-away'
import { useNewPosts } from '@/lib/client/use-new-posts'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { Page } from '@/lib/schema/common'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { endedMembership } from './ended-membership'
import { FeedText } from './feed-text'
import { LivePost } from './live-post'
import { NewAbove } from './new-above'
import { PostSkeleton } from './post-skeleton'

/** Within so many posts one may have an image in the first screenful. */
const FIRST_POSTS = 2

interface PostListProps {
  source: PostSource
  query: UseInfiniteQueryResult<InfiniteData<Page<Post>>>
  /** Shown when there is no post. */
  empty: ReactNode
  /** The one author, where all posts are theirs. */
  creator?: CreatorProfile
  /** Stands above the others, and not once more among them. */
  pinned?: Post | null
}

/**
 * Posts one below the other, more as the reader goes down. What others publish while it is read waits above it, behind a
 * button.
 */
export function PostList({ source, query, empty, creator, pinned }: PostListProps) {
  const { data, isError, refetch, isFetching } = query
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const takenAway = useTakenAway()
  const posts = data?.pages.flatMap((page) => page.items).filter(({ id }) => !takenAway.has(id)) ?? []
  const first = pinned && !takenAway.has(pinned.id) ? [pinned] : []
  const shown = [...first, ...posts.filter(({ id }) => id !== first[0]?.id)]
  const { news, show, isShowing } = useNewPosts(source, posts[0], query.dataUpdatedAt)
  const list = useRef<HTMLDivElement>(null)

  async function showNew() {
    try {
      await show()
    } catch (error) {
      toast({ tone: 'danger', title: t('feed.notRefreshed'), body: wordError(error as Error) })
    }
  }
  async function leadUp() {
    await showNew()
    list.current?.scrollIntoView()
    // The button that had it is gone.
    list.current?.focus({ preventScroll: true })
  }
  usePressedAgain(() => void showNew())
  if (data === undefined) {
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div className="flex flex-col gap-6" role="status" aria-label={t('posts.loading')}>
        <PostSkeleton />
        <PostSkeleton />
      </div>
    )
  }
  if (shown.length === 0) return empty
  // On a page of their own the creator comes first.
  const eager = creator ? -1 : posts.slice(0, FIRST_POSTS).findIndex(({ media }) => media.length > 0)
  return (
    <div ref={list} tabIndex={-1} className="flex scroll-mt-32 flex-col gap-6 outline-none md:scroll-mt-20">
      <NewAbove news={news} busy={isShowing} onShow={() => void leadUp()} />
      {shown.map((post, index) => (
        <LivePost
          key={post.id}
          post={post}
          text={(content) => <FeedText postId={post.id} content={content} />}
          eager={index === eager}
          pinned={post.id === first[0]?.id}
          tier={creator?.tiers.find((tier) => tier.tier === post.minTier) ?? null}
          ended={creator ? endedMembership(t, post, creator) : null}
        />
      ))}
      <LoadMore query={query} />
    </div>
  )
}
