'use client'

import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-shapes'
import { Isolated } from '@/components/ui/isolated'
import { Link } from '@/components/ui/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { NotificationKind } from '@/lib/schema/notices'
import type { Notification } from '@/lib/schema/notifications'
import { wordNotification } from '@/lib/words/notification'

const ICONS: Record<NotificationKind, IconName> = {
  like: 'heart',
  comment: 'message-circle',
  reply: 'corner-down-right',
  sale: 'shopping-bag',
  subscriber: 'user-plus',
  tip: 'coins',
  post: 'newspaper',
  subscription: 'calendar-clock',
  refund: 'undo-2',
  payment: 'triangle-exclamation-point',
  referral: 'hand-coins',
}

const MONEY: ReadonlySet<NotificationKind> = new Set(['sale', 'subscriber', 'tip', 'refund', 'referral'])

interface NotificationItemProps {
  notification: Notification
  /** Called on the way to what it is about: marks it read. */
  onOpen: (id: string) => void
}

export function NotificationItem({ notification, onOpen }: NotificationItemProps) {
  const { id, kind, createdAt, readAt, gone } = notification
  const t = useTranslator()
  const { title, body, href } = wordNotification(notification, t, useFormats())
  const unread = readAt === null
  const look =
    'flex w-full items-start gap-3.5 px-4 py-3.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2'
  const content = (
    <>
      <span
        className={cx(
          'inline-flex size-9 shrink-0 items-center justify-center rounded-full',
          MONEY.has(kind) ? 'bg-accent-soft text-accent-ink' : 'bg-hover text-muted',
        )}
      >
        <Icon name={ICONS[kind]} className="size-[1.125rem]" strokeWidth={1.9} />
      </span>
      <span className="min-w-0 flex-1">
        <span className={cx('block text-sm', unread ? 'font-semibold' : 'text-muted')}>
          <Isolated text={title} />
        </span>
        {body && (
          <span className="mt-0.5 line-clamp-2 block text-muted text-sm">
            <Isolated text={body} />
          </span>
        )}
        <span className="mt-0.5 block text-muted text-xs">
          <RelativeTime iso={createdAt} />
          {gone && ` · ${t('notification.gone')}`}
        </span>
      </span>
      {unread && (
        <span className="mt-2 size-2 shrink-0 rounded-full bg-accent ring-1 ring-accent-ink">
          <span className="sr-only">{t('notification.unread')}</span>
        </span>
      )}
    </>
  )
  // It leads nowhere; it can be read all the same.
  if (gone) {
    return (
      <button type="button" onClick={() => onOpen(id)} data-unread={unread} className={look}>
        {content}
      </button>
    )
  }
  return (
    <Link href={href} onClick={() => onOpen(id)} data-unread={unread} className={look}>
      {content}
    </Link>
  )
}
