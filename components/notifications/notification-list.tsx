'use client'

import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { useTranslator } from '@/lib/client/use-translator'
import type { Notification } from '@/lib/schema/notifications'
import { NotificationItem } from './notification-item'

interface NotificationListProps {
  notifications: readonly Notification[]
  onOpen: (id: string) => void
}

export function NotificationList({ notifications, onOpen }: NotificationListProps) {
  const t = useTranslator()
  if (notifications.length === 0) {
    return (
      <EmptyState
        icon={<Icon name="bell" />}
        title={t('notifications.none')}
        action={
          <LinkButton href="/creators" variant="primary">
            {t('feed.find')}
          </LinkButton>
        }
      >
        {t('notifications.none.text')}
      </EmptyState>
    )
  }
  return (
    <ol className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {notifications.map((notification) => (
        <li key={notification.id} className="animate-arrive">
          <NotificationItem notification={notification} onOpen={onOpen} />
        </li>
      ))}
    </ol>
  )
}
