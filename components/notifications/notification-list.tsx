import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import type { Notification } from '@/lib/schema/notifications'
import { NotificationItem } from './notification-item'

interface NotificationListProps {
  notifications: readonly Notification[]
  onOpen: (id: string) => void
}

export function NotificationList({ notifications, onOpen }: NotificationListProps) {
  if (notifications.length === 0) {
    return (
      <EmptyState icon={<Icon name="bell" />} title="Nothing yet">
        Likes, replies, sales and new posts of those you follow show up here the moment they happen.
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
