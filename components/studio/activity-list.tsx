'use client'

import { cx } from '@/components/ui/cx'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-shapes'
import { Isolated } from '@/components/ui/isolated'
import { Link } from '@/components/ui/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { SolAmount } from '@/components/ui/sol-amount'
import { useTranslator } from '@/lib/client/use-translator'

/** Something that has just happened to the creator's things. */
export interface Activity {
  id: string
  kind: 'like' | 'comment' | 'sale' | 'subscriber' | 'tip'
  /** The sentence: who did what. */
  text: string
  /** What the creator keeps of it; null where no money moved. */
  shareLamports: bigint | null
  at: string
  href: string | null
}

const ICONS: Record<Activity['kind'], IconName> = {
  like: 'heart',
  comment: 'message-circle',
  sale: 'shopping-bag',
  subscriber: 'user-plus',
  tip: 'coins',
}

/** Newest first. New ones are read out and slide in. */
export function ActivityList({ activities }: { activities: readonly Activity[] }) {
  const t = useTranslator()
  if (activities.length === 0) {
    return (
      <EmptyState icon={<Icon name="zap" />} title={t('studio.activity.none')}>
        {t('studio.activity.none.text')}
      </EmptyState>
    )
  }
  return (
    <ol aria-live="polite" className="divide-y divide-line">
      {activities.map((activity) => (
        <li key={activity.id} data-activity={activity.kind} className="animate-arrive">
          <ActivityLine activity={activity} />
        </li>
      ))}
    </ol>
  )
}

function ActivityLine({ activity: { kind, text, shareLamports, at, href } }: { activity: Activity }) {
  return (
    <div className="flex items-center gap-3.5 py-3">
      <span
        className={cx(
          'inline-flex size-8 shrink-0 items-center justify-center rounded-full',
          shareLamports === null ? 'bg-hover text-muted' : 'bg-accent-soft text-accent-ink',
        )}
      >
        <Icon name={ICONS[kind]} className="size-4" />
      </span>
      <p className="min-w-0 flex-1 text-sm">
        {href ? (
          <Link href={href} className="hover:underline">
            <Isolated text={text} />
          </Link>
        ) : (
          <Isolated text={text} />
        )}
        <span className="block text-muted text-xs">
          <RelativeTime iso={at} />
        </span>
      </p>
      {shareLamports !== null && (
        <span className="font-semibold text-sm">
          <SolAmount lamports={shareLamports} sign="+" />
        </span>
      )}
    </div>
  )
}
