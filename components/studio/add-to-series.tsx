'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { focusOn, isFocusLost } from '@/components/ui/focus-on'
import { Icon } from '@/components/ui/icon'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { TextInput } from '@/components/ui/text-input'
import { useToast } from '@/components/ui/toast'
import { setPostSeries } from '@/lib/client/api/own-series'
import { keys } from '@/lib/client/cache/query-keys'
import { ownPostsQuery } from '@/lib/client/queries/posts'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useSettled } from '@/lib/client/use-settled'
import { useTranslator } from '@/lib/client/use-translator'
import { LIMITS } from '@/lib/schema/limits'
import type { OwnPost } from '@/lib/schema/posts'
import type { OwnSeriesPage } from '@/lib/schema/series'
import { StatusBadge } from './status-badge'

interface AddToSeriesProps {
  open: boolean
  series: OwnSeriesPage
  onClose: () => void
}

/** The author's posts, each to be put into the series with one press. */
export function AddToSeries({ open, series, onClose }: AddToSeriesProps) {
  const t = useTranslator()
  return (
    <Dialog open={open} onClose={onClose} title={t('series.add')}>
      <Choose series={series} />
    </Dialog>
  )
}

function Choose({ series }: { series: OwnSeriesPage }) {
  const t = useTranslator()
  const [typed, setTyped] = useState('')
  const query = useSettled(typed.trim())
  const list = useInfiniteQuery(ownPostsQuery(null, query))
  const posts = list.data?.pages.flatMap((page) => page.items)
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('studio.posts.search')} labelHidden>
        {(control) => (
          <TextInput
            {...control}
            type="search"
            prefix={<Icon name="search" className="size-4" />}
            placeholder={t('studio.posts.search')}
            maxLength={LIMITS.ownListQuery}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {posts === undefined ? (
        list.isError ? (
          <ErrorState onRetry={() => void list.refetch()} retrying={list.isFetching} />
        ) : (
          <div role="status" aria-label={t('studio.posts.loading')} className="flex flex-col gap-3">
            <Skeleton className="h-12 w-full" />
            <Skeleton className="h-12 w-full" />
          </div>
        )
      ) : posts.length === 0 ? (
        <p className="text-muted text-sm">
          {t(query === '' ? 'studio.posts.none' : 'studio.posts.notFound')}
        </p>
      ) : (
        <div className="max-h-[50vh] overflow-y-auto">
          <ul aria-label={t('studio.posts')} className="divide-y divide-line">
            {posts.map((post) => (
              <li key={post.id}>
                <PostToAdd post={post} series={series} />
              </li>
            ))}
          </ul>
          <LoadMore query={list} />
        </div>
      )}
    </div>
  )
}

function PostToAdd({ post, series }: { post: OwnPost; series: OwnSeriesPage }) {
  const t = useTranslator()
  const toast = useToast()
  const client = useQueryClient()
  const wordError = useProblemWords()
  const isIn = series.posts.some(({ id }) => id === post.id)
  const title = post.title === '' ? t('studio.posts.untitled') : post.title
  const name = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // The button that was pressed is gone.
    if (isIn && isFocusLost() && name.current) focusOn(name.current)
  }, [isIn])
  const adding = useMutation({
    mutationFn: () => setPostSeries(post.id, series.id),
    onSuccess: () =>
      Promise.all(
        [keys.allOwnSeries, keys.allOwnPosts, keys.allSeries].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
    onError: (error) => toast({ tone: 'danger', title: t('post.notChanged'), body: wordError(error) }),
  })
  const other = post.series && post.series.id !== series.id ? post.series : null
  return (
    <div className="flex min-h-13 items-center gap-3 py-2">
      <div className="min-w-0 flex-1 text-sm">
        <p ref={name} className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 outline-none">
          <bdi className="min-w-0 break-words font-medium">{title}</bdi>
          <StatusBadge post={post} />
        </p>
        {other && (
          <p className="break-words text-muted text-xs">{t('series.inOther', { title: other.title })}</p>
        )}
      </div>
      {isIn ? (
        <span className="flex shrink-0 items-center gap-1.5 pr-1 text-muted text-xs">
          <Icon name="check" className="size-4" />
          <span>{t('series.isIn')}</span>
        </span>
      ) : (
        <Button
          size="sm"
          aria-label={t('series.addOne', { title })}
          loading={adding.isPending}
          onClick={() => adding.mutate()}
        >
          {t('series.addIt')}
        </Button>
      )}
    </div>
  )
}
