'use client'

import { useQuery } from '@tanstack/react-query'
import { OwedByMe } from '@/components/refunds/owed-by-me'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { isolate } from '@/lib/characters'
import { activityQuery } from '@/lib/client/queries/numbers'
import { useZone } from '@/lib/client/use-formats'
import { useToday } from '@/lib/client/use-today'
import { useTranslator } from '@/lib/client/use-translator'
import { postHref } from '@/lib/links'
import type { ActivityItem } from '@/lib/schema/activity'
import type { Translator } from '@/lib/words/translator'
import { type Activity, ActivityList } from './activity-list'
import { EarningsToday } from './earnings-today'
import { FirstDay } from './first-day'

/** What is happening right now, and what today has brought. */
export function ActivityPanel() {
  const t = useTranslator()
  const tz = useZone()
  const { data, isError, isFetching, refetch } = useQuery(activityQuery(tz, useToday(tz)))
  if (data === undefined) {
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label={t('studio.loadingActivity')} className="flex flex-col gap-4">
        <Skeleton className="h-32 w-full" />
        <Skeleton className="h-12 w-full" />
        <Skeleton className="h-12 w-full" />
      </div>
    )
  }
  const { earnedLamports, sales, subscribers, tips } = data.today
  return (
    <div className="flex flex-col gap-8">
      <OwedByMe />
      <FirstDay />
      <EarningsToday earnedLamports={earnedLamports} sales={sales} subscribers={subscribers} tips={tips} />
      <section aria-labelledby="activity-heading">
        <h2 id="activity-heading" className="mb-2 font-semibold text-lg">
          {t('studio.activity')}
        </h2>
        <ActivityList activities={data.items.map((item) => toActivity(t, item))} />
      </section>
    </div>
  )
}

function toActivity(t: Translator, item: ActivityItem): Activity {
  const { id, kind, at } = item
  const by = isolate(item.by.displayName)
  switch (kind) {
    case 'like':
      return {
        id,
        kind,
        at,
        text: t('studio.activity.like', { by, post: isolate(item.postTitle) }),
        shareLamports: null,
        href: postHref(item.postId),
      }
    case 'comment':
      return {
        id,
        kind,
        at,
        text: t('studio.activity.comment', {
          by,
          post: isolate(item.postTitle),
          text: isolate(item.body),
        }),
        shareLamports: null,
        href: postHref(item.postId),
      }
    case 'sale':
      return {
        id,
        kind,
        at,
        text: t('studio.activity.sale', { by, post: isolate(item.postTitle) }),
        shareLamports: item.shareLamports,
        href: item.gone ? null : postHref(item.postId),
      }
    case 'subscriber':
      return {
        id,
        kind,
        at,
        text: t('studio.activity.subscriber', {
          by,
          tier: item.tierName ? isolate(item.tierName) : item.tier,
        }),
        shareLamports: item.shareLamports,
        href: null,
      }
    case 'tip':
      return {
        id,
        kind,
        at,
        text: t('studio.activity.tip', { by }),
        shareLamports: item.shareLamports,
        href: null,
      }
  }
}
