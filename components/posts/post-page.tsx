'use client'

import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { creatorQuery, postQuery } from '@/lib/client/queries'
import type { Comment } from '@/lib/schema/comments'
import type { Page } from '@/lib/schema/common'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { Comments } from './comments'
import { endedMembership } from './ended-membership'
import { LivePost } from './live-post'
import { PostMenu } from './post-menu'

interface PostPageProps {
  post: Post
  /** The first page; null while the post is locked. */
  comments: Page<Comment> | null
  /** Its author as this reader sees them; null for one without a page. */
  creator: CreatorProfile | null
}

/** A post with its comments, which open with it. */
export function PostPage({ post: initial, comments, creator: author }: PostPageProps) {
  const { data: post } = useQuery({ ...postQuery(initial.id), initialData: initial })
  const { data: creator } = useQuery({
    ...creatorQuery(author?.handle ?? ''),
    initialData: author,
    enabled: author !== null,
  })
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
        tier={creator?.tiers.find((tier) => tier.tier === post.minTier) ?? null}
        ended={creator && endedMembership(post, creator)}
        menu={<PostMenu post={post} />}
      />
      <Comments post={post} first={comments} />
    </>
  )
}
