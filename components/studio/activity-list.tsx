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
    // On a phone the sum stands below the sentence, which has the whole width.
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-3.5 py-3">
      <span
        className={cx(
          'row-span-2 inline-flex size-8 items-center justify-center self-start sm:self-center rounded-full',
          shareLamports === null ? 'bg-hover text-muted' : 'bg-accent-soft text-accent-ink',
        )}
      >
        <Icon name={ICONS[kind]} className="size-4" />
      </span>
      <p className={cx('text-sm', shareLamports === null ? 'col-span-2' : 'max-sm:col-span-2')}>
        {href ? (
          <Link href={href} className="hover:underline">
            <Isolated text={text} />
          </Link>
        ) : (
          <Isolated text={text} />
        )}
      </p>
      <span className="col-start-2 text-muted text-xs">
        <RelativeTime iso={at} />
      </span>
      {shareLamports !== null && (
        <span className="col-start-3 font-semibold text-sm sm:row-span-2 sm:row-start-1 sm:self-center">
          <SolAmount lamports={shareLamports} sign="+" />
        </span>
      )}
    </div>
  )
}
