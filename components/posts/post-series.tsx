'use client'

import { useQuery } from '@tanstack/react-query'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { postSeriesQuery } from '@/lib/client/queries/series'
import { useMe } from '@/lib/client/use-me'
import { useRealtime } from '@/lib/client/use-realtime'
import { useTranslator } from '@/lib/client/use-translator'
import { postHref, seriesHref } from '@/lib/links'
import { channels } from '@/lib/schema/channel-names'
import type { Post } from '@/lib/schema/posts'

/** Which part of a series the post is, and the way to the one before and the next. Nothing where it is in none. */
export function PostSeries({ post: { id, author } }: { post: Post }) {
  const t = useTranslator()
  const me = useMe()
  const { data: series } = useQuery(postSeriesQuery(id))
  useRealtime(series && me ? channels.creator(series.creatorId) : null, series?.position)
  if (!series || author.handle === null) return null
  const { title, part, postsCount, previous, next } = series
  return (
    <nav
      aria-label={t('series.of', { title })}
      className="mt-6 rounded-lg border border-line bg-surface px-5 py-4"
    >
      <p className="flex items-start gap-2.5">
        <Icon name="layers" className="mt-0.5 size-5 shrink-0 text-muted" strokeWidth={1.8} />
        <span className="min-w-0">
          <Link
            href={seriesHref(author.handle, series.id)}
            className="break-words font-semibold hover:underline"
          >
            <bdi>{title}</bdi>
          </Link>
          <span className="block text-muted text-sm tabular-nums">
            {t('series.part', { part, total: postsCount })}
          </span>
        </span>
      </p>
      {(previous || next) && (
        <div className="mt-3 grid gap-2 border-line border-t pt-3 sm:grid-cols-2">
          {previous ? <Neighbour post={previous} side="previous" /> : <span className="max-sm:hidden" />}
          {next && <Neighbour post={next} side="next" />}
        </div>
      )}
    </nav>
  )
}

interface NeighbourProps {
  post: { id: string; title: string }
  side: 'previous' | 'next'
}

function Neighbour({ post, side }: NeighbourProps) {
  const t = useTranslator()
  const isNext = side === 'next'
  return (
    <Link
      href={postHref(post.id)}
      rel={isNext ? 'next' : 'prev'}
      className={`-mx-2 flex min-h-11 items-center gap-2 rounded-md px-2 py-1.5 text-sm transition-colors hover:bg-hover ${isNext ? 'justify-between sm:text-right' : ''}`}
    >
      {!isNext && <Icon name="chevron-right" className="size-4 shrink-0 rotate-180 text-muted" />}
      <span className="min-w-0 flex-1">
        <span className="block text-muted text-xs">{t(`series.${side}`)}</span>
        <bdi className="line-clamp-2 break-words font-medium">{post.title}</bdi>
      </span>
      {isNext && <Icon name="chevron-right" className="size-4 shrink-0 text-muted" />}
    </Link>
  )
}
