'use client'

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { findPostRead } from '@/lib/client/cache/post-cache'
import { creatorQuery, postQuery } from '@/lib/client/queries'
import { useTranslator } from '@/lib/client/use-translator'
import { Comments } from './comments'
import { endedMembership } from './ended-membership'
import { LivePost } from './live-post'
import { PostMenu } from './post-menu'
import { PostSkeleton } from './post-skeleton'
import { ShareButton } from './share-button'

/** A post with its comments, which open with it. */
export function PostPage({ id }: { id: string }) {
  const client = useQueryClient()
  const t = useTranslator()
  const reading = useQuery({ ...postQuery(id), ...fromCard(client, id) })
  const { data: post } = reading
  const handle = post?.author.handle ?? null
  const { data: creator } = useQuery({ ...creatorQuery(handle ?? ''), enabled: handle !== null })
  if (post === undefined) {
    return reading.isError ? (
      <ErrorState onRetry={() => void reading.refetch()} retrying={reading.isFetching} />
    ) : (
      <div role="status" aria-label={t('post.loading')}>
        <PostSkeleton />
      </div>
    )
  }
  if (post === null) {
    return (
      <EmptyState
        icon={<Icon name="file-question-mark" />}
        title={t('post.gone')}
        action={<LinkButton href="/">{t('post.gone.back')}</LinkButton>}
      >
        {t('post.gone.text')}
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
        ended={creator ? endedMembership(t, post, creator) : null}
        menu={
          <>
            <ShareButton post={post} />
            <PostMenu post={post} />
          </>
        }
      />
      <Comments post={post} />
    </>
  )
}

/** Whoever comes from a card has the post already: as it was read there, and as old. */
function fromCard(client: QueryClient, id: string) {
  const found = findPostRead(client, id)
  return found && { initialData: found.post, initialDataUpdatedAt: found.readAt }
}
