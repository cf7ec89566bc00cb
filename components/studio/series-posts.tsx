'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { focusOn, isFocusLost } from '@/components/ui/focus-on'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Link } from '@/components/ui/link'
import { useToast } from '@/components/ui/toast'
import { orderSeriesPosts, setPostSeries } from '@/lib/client/api/own-series'
import { keys } from '@/lib/client/cache/query-keys'
import { useTakenAway } from '@/lib/client/take-away'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref, postHref } from '@/lib/links'
import type { OwnSeriesPage, OwnSeriesPost } from '@/lib/schema/series'
import { MoveButtons } from './move-buttons'
import { OrderedList } from './ordered-list'
import { StatusBadge } from './status-badge'
import { useSavedOrder } from './use-saved-order'

/** The posts of a series, to be put in order, and out of it. */
export function SeriesPosts({ series }: { series: OwnSeriesPage }) {
  const t = useTranslator()
  const client = useQueryClient()
  const takenAway = useTakenAway()
  const posts = series.posts.filter(({ id }) => !takenAway.has(id))
  const order = useSavedOrder(`order of ${series.id}`, posts, async (ids) =>
    client.setQueryData(keys.ownSeriesOne(series.id), await orderSeriesPosts(series.id, ids)),
  )
  const count = order.items.length
  /** A post that is taken out by its button takes the focus along. */
  const wasTaken = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when a post has gone
  useEffect(() => {
    const heading = document.getElementById('series-heading')
    if (wasTaken.current && isFocusLost() && heading) focusOn(heading)
    wasTaken.current = false
  }, [count])
  if (count === 0)
    return <p className="rounded-lg bg-sunken px-4 py-3.5 text-muted text-sm">{t('series.empty')}</p>
  return (
    <OrderedList label={t('series.posts')} order={order}>
      {(post, place) => (
        <PostLine
          post={post}
          seriesId={series.id}
          number={place + 1}
          count={count}
          onMove={(step) => order.move(post.id, place + step)}
          onTaken={() => {
            wasTaken.current = true
          }}
        />
      )}
    </OrderedList>
  )
}

interface PostLineProps {
  post: OwnSeriesPost
  seriesId: string
  /** From 1 on. */
  number: number
  count: number
  onMove: (step: -1 | 1) => void
  /** It is about to be gone from here. */
  onTaken: () => void
}

function PostLine({ post, seriesId, number, count, onMove, onTaken }: PostLineProps) {
  const t = useTranslator()
  const toast = useToast()
  const client = useQueryClient()
  const wordError = useProblemWords()
  const title = post.title === '' ? t('studio.posts.untitled') : post.title
  const removing = useMutation({
    mutationFn: () => setPostSeries(post.id, null),
    onSuccess() {
      onTaken()
      client.setQueryData<OwnSeriesPage | null>(
        keys.ownSeriesOne(seriesId),
        (known) => known && { ...known, posts: known.posts.filter(({ id }) => id !== post.id) },
      )
      for (const queryKey of [keys.allOwnSeries, keys.allOwnPosts, keys.allSeries])
        void client.invalidateQueries({ queryKey })
    },
    onError: (error) => toast({ tone: 'danger', title: t('post.notChanged'), body: wordError(error) }),
  })
  return (
    <div className="flex items-center gap-2 px-3 py-2.5 sm:gap-3">
      <Icon name="grip-vertical" className="size-5 shrink-0 cursor-grab text-muted max-sm:hidden" />
      <span className="w-6 shrink-0 text-right text-muted text-sm tabular-nums">{number}</span>
      <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Link
          href={post.status === 'published' ? postHref(post.id) : editPostHref(post.id)}
          className="min-w-0 break-words font-semibold hover:underline"
        >
          <bdi>{title}</bdi>
        </Link>
        <StatusBadge post={post} />
      </p>
      {count > 1 && (
        <MoveButtons
          id={post.id}
          name={title}
          isFirst={number === 1}
          isLast={number === count}
          onMove={onMove}
        />
      )}
      <IconButton
        label={t('series.remove', { title })}
        disabled={removing.isPending}
        onClick={() => removing.mutate()}
      >
        <Icon name="x" />
      </IconButton>
    </div>
  )
}
