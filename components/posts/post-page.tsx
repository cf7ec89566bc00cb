'use client'

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { ShareButton } from '@/components/ui/share-button'
import { findPostRead } from '@/lib/client/cache/post-cache'
import { creatorQuery } from '@/lib/client/queries/creators'
import { postQuery } from '@/lib/client/queries/posts'
import { useTakenAway } from '@/lib/client/take-away'
import { useTranslator } from '@/lib/client/use-translator'
import { useOpened } from '@/lib/client/views'
import { postHref } from '@/lib/links'
import { Comments } from './comments'
import { endedMembership } from './ended-membership'
import { LivePost } from './live-post'
import { PictureInText } from './picture-in-text'
import { PostBody, textOf } from './post-body'
import { PostMenu } from './post-menu'
import { PostSeries } from './post-series'
import { PostSkeleton } from './post-skeleton'
import { ReadingMode } from './reading-mode'
import { WatermarkLine } from './watermark-line'

/** A post with its comments, which open with it. */
export function PostPage({ id }: { id: string }) {
  const client = useQueryClient()
  const t = useTranslator()
  const takenAway = useTakenAway()
  const reading = useQuery({ ...postQuery(id), ...fromCard(client, id) })
  const { data: post } = reading
  useOpened(post?.id)
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
  if (post === null || takenAway.has(id)) {
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
        text={(content) => (
          <>
            <WatermarkLine post={post} />
            <ReadingMode post={post} content={content} />
            <PostBody blocks={textOf(content)} level={1} picture={PictureInText} />
          </>
        )}
        eager
        tier={creator?.tiers.find((tier) => tier.tier === post.minTier) ?? null}
        ended={creator ? endedMembership(t, post, creator) : null}
        menu={
          <>
            <ShareButton label={t('post.share')} title={post.title} href={postHref(post.id)} />
            <PostMenu post={post} />
          </>
        }
      />
      <PostSeries post={post} />
      <Comments post={post} />
    </>
  )
}

/** Whoever comes from a card has the post already: as it was read there, and as old. */
function fromCard(client: QueryClient, id: string) {
  const found = findPostRead(client, id)
  return found && { initialData: found.post, initialDataUpdatedAt: found.readAt }
}
