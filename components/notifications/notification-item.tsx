import {
  CalendarClock,
  Coins,
  CornerDownRight,
  HandCoins,
  Heart,
  type LucideIcon,
  MessageCircle,
  Newspaper,
  ShoppingBag,
  TriangleAlert,
  Undo2,
  UserPlus,
} from 'lucide-react'
import Link from 'next/link'
import { cx } from '@/components/ui/cx'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Notification, NotificationKind } from '@/lib/schema/notifications'

const ICONS: Record<NotificationKind, LucideIcon> = {
  like: Heart,
  comment: MessageCircle,
  reply: CornerDownRight,
  sale: ShoppingBag,
  subscriber: UserPlus,
  tip: Coins,
  post: Newspaper,
  subscription: CalendarClock,
  refund: Undo2,
  payment: TriangleAlert,
  referral: HandCoins,
}

const MONEY: ReadonlySet<NotificationKind> = new Set(['sale', 'subscriber', 'tip', 'refund', 'referral'])

interface NotificationItemProps {
  notification: Notification
  /** Called on the way to what it is about: marks it read. */
  onOpen: (id: string) => void
}

export function NotificationItem({ notification, onOpen }: NotificationItemProps) {
  const { id, kind, title, body, href, createdAt, readAt } = notification
  const Icon = ICONS[kind]
  const unread = readAt === null
  return (
    <Link
      href={href}
      onClick={() => onOpen(id)}
      data-unread={unread}
      className="flex items-start gap-3.5 px-4 py-3.5 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span
        className={cx(
          'inline-flex size-9 shrink-0 items-center justify-center rounded-full',
          MONEY.has(kind) ? 'bg-accent-soft text-accent-ink' : 'bg-hover text-muted',
        )}
      >
        <Icon className="size-[1.125rem]" strokeWidth={1.9} aria-hidden="true" />
      </span>
      <span className="min-w-0 flex-1">
        <span className={cx('block break-words text-sm', unread ? 'font-semibold' : 'text-muted')}>
          {title}
        </span>
        {body && <span className="mt-0.5 line-clamp-2 block break-words text-muted text-sm">{body}</span>}
        <span className="mt-0.5 block text-muted text-xs">
          <RelativeTime iso={createdAt} />
        </span>
      </span>
      {unread && (
        <span className="mt-2 size-2 shrink-0 rounded-full bg-accent ring-1 ring-accent-ink">
          <span className="sr-only">Unread</span>
        </span>
      )}
    </Link>
  )
}
