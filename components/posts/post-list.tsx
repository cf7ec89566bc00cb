'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LoadMore } from '@/components/ui/load-more'
import { usePressedAgain } from '@/lib/client/navigation/use-pressed-again'
import { useFormats } from '@/lib/client/use-formats'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import type { Page } from '@/lib/schema/common'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { endedMembership } from './ended-membership'
import { LivePost } from './live-post'
import { PostSkeleton } from './post-skeleton'
import { useHeldBack } from './use-held-back'

/** Within so many posts one may have an image in the first screenful. */
const FIRST_POSTS = 2

interface PostListProps {
  query: UseInfiniteQueryResult<InfiniteData<Page<Post>>>
  /** Shown when there is no post. */
  empty: ReactNode
  /** The one author, where all posts are theirs. */
  creator?: CreatorProfile
}

/**
 * Posts one below the other, more as the reader goes down. What others publish while it is read waits above it, behind a
 * button.
 */
export function PostList({ query, empty, creator }: PostListProps) {
  const { data, isError, refetch, isFetching } = query
  const me = useMe()
  const t = useTranslator()
  const posts = data?.pages.flatMap((page) => page.items) ?? []
  const { shown, waiting, showAll } = useHeldBack(posts, (post) => post.author.id === me?.id)
  const list = useRef<HTMLDivElement>(null)
  /** Whether what was asked for by pressing the link again has come. */
  const [isAgain, setIsAgain] = useState(false)
  if (isAgain) {
    setIsAgain(false)
    showAll()
  }
  usePressedAgain(() => void refetch().then(() => setIsAgain(true)))
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
  if (posts.length === 0) return empty
  // On a page of their own the creator comes first.
  const first = creator ? -1 : shown.slice(0, FIRST_POSTS).findIndex(({ media }) => media.length > 0)
  function showNew() {
    showAll()
    list.current?.scrollIntoView()
  }
  return (
    <div ref={list} className="flex scroll-mt-32 flex-col gap-6 md:scroll-mt-20">
      {waiting > 0 && <NewPosts count={waiting} onShow={showNew} />}
      {shown.map((post, index) => (
        <LivePost
          key={post.id}
          post={post}
          eager={index === first}
          tier={creator?.tiers.find((tier) => tier.tier === post.minTier) ?? null}
          ended={creator ? endedMembership(t, post, creator) : null}
        />
      ))}
      <LoadMore query={query} />
    </div>
  )
}

/** Takes no room of its own: what is read stays where it is. */
function NewPosts({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useTranslator()
  const formats = useFormats()
  return (
    <div className="sticky top-[3.75rem] z-10 -mb-6 flex h-0 justify-center md:top-4" role="status">
      <div className="-translate-y-4 animate-arrive">
        <span className="inline-flex rounded-full shadow-float [&>button]:rounded-full">
          <Button variant="primary" onClick={onShow}>
            <Icon name="arrow-up" className="size-4" />
            {t('count.newPosts', { count, shown: formats.count(count) })}
          </Button>
        </span>
      </div>
    </div>
  )
}
