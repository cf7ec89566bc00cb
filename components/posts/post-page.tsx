'use client'

import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { postQuery } from '@/lib/client/queries'
import type { Comment } from '@/lib/schema/comments'
import type { Page } from '@/lib/schema/common'
import type { Post } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import { Comments } from './comments'
import { LivePost } from './live-post'
import { PostMenu } from './post-menu'

interface PostPageProps {
  post: Post
  /** The first page; null while the post is locked. */
  comments: Page<Comment> | null
  tiers: readonly Tier[]
}

/** A post with its comments, which open with it. */
export function PostPage({ post: initial, comments, tiers }: PostPageProps) {
  const { data: post } = useQuery({ ...postQuery(initial.id), initialData: initial })
  if (post === null) {
    return (
      <EmptyState
        icon={<FileQuestion />}
        title="This post is gone"
        action={<LinkButton href="/">Back to the feed</LinkButton>}
      >
        Its author has taken it down.
      </EmptyState>
    )
  }
  return (
    <>
      <LivePost
        post={post}
        view="page"
        eager
        tier={tiers.find((tier) => tier.tier === post.minTier) ?? null}
        menu={<PostMenu post={post} />}
      />
      <Comments post={post} first={comments} />
    </>
  )
}
