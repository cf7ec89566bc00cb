'use client'

import { AccessBadge } from '@/components/posts/access-badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { SolAmount } from '@/components/ui/sol-amount'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref, editSeriesHref, postHref } from '@/lib/links'
import type { OwnPost } from '@/lib/schema/posts'
import type { Formats } from '@/lib/words/formats'
import { OwnPostMenu } from './own-post-menu'
import { StatusBadge } from './status-badge'

/** One of the author's own: where it stands, and what came of it. */
export function OwnPostLine({ post }: { post: OwnPost }) {
  const t = useTranslator()
  const formats = useFormats()
  const { id, title, status = 'published', publishAt, likesCount, commentsCount } = post
  const isOut = status === 'published'
  return (
    <div className="flex items-start gap-3 px-4 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={isOut ? postHref(id) : editPostHref(id)}
            className="min-w-0 break-words font-semibold hover:underline"
          >
            <bdi>{title === '' ? t('studio.posts.untitled') : title}</bdi>
          </Link>
          <StatusBadge post={post} />
          <AccessBadge post={post} />
        </p>
        <p className="mt-0.5 text-muted text-xs">
          {status === 'scheduled' && publishAt
            ? t('studio.posts.goesOut', { time: formats.soon(publishAt) })
            : isOut
              ? t('studio.posts.out', { time: formats.mediumDay(post.createdAt) })
              : t('studio.posts.changed', { time: formats.mediumDay(post.updatedAt) })}
        </p>
        {post.series && (
          <p className="mt-1 text-muted text-xs">
            <Link
              href={editSeriesHref(post.series.id)}
              className="-my-1 inline-flex max-w-full items-center gap-1.5 py-1 hover:text-text hover:underline"
            >
              <Icon name="layers" className="size-4 shrink-0" />
              <bdi className="one-name">{post.series.title}</bdi>
            </Link>
          </p>
        )}
        {isOut && (
          <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs tabular-nums">
            <span>{t('studio.posts.seen', { shown: formats.count(post.seenCount) })}</span>
            <span>{t('studio.posts.opened', { shown: formats.count(post.openedCount) })}</span>
            <span>{t('studio.posts.likes', counted(formats, likesCount))}</span>
            <span>{t('studio.posts.comments', counted(formats, commentsCount))}</span>
            {post.salesCount > 0 && (
              <>
                <span>{t('studio.posts.sold', { shown: formats.count(post.salesCount) })}</span>
                <span className="flex items-center gap-1 text-text">
                  <SolAmount lamports={post.earnedLamports} />
                  <span className="text-muted">{t('studio.posts.earned')}</span>
                </span>
              </>
            )}
          </p>
        )}
      </div>
      <OwnPostMenu post={post} />
    </div>
  )
}

function counted(formats: Formats, count: number) {
  return { count, shown: formats.count(count) }
}
