import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Notification, NotificationPage } from '@/lib/schema/notifications'
import { isAfter } from '@/lib/schema/positions'
import type { Me } from '@/lib/schema/session'
import { mapPages, patchQuery } from './post-cache'
import { keys } from './query-keys'

type Notifications = InfiniteData<NotificationPage>

interface Change {
  position: string
  unreadCount: number
}

/** Puts a notification on top, once by its id, and takes over the count that came with it. */
export function insertNotification(client: QueryClient, change: Change, notification: Notification): void {
  applyChange(client, change, (data) => {
    const others = mapPages(data, (item) => (item.id === notification.id ? null : item))
    const [first, ...rest] = others.pages
    if (first === undefined) return data
    return { ...others, pages: [{ ...first, items: [notification, ...first.items] }, ...rest] }
  })
}

/** Marks as read at `at`; null: all of them. */
export function markRead(
  client: QueryClient,
  change: Change,
  ids: readonly string[] | null,
  at: string,
): void {
  applyChange(client, change, (data) =>
    mapPages(data, (item) =>
      item.readAt === null && (ids === null || ids.includes(item.id)) ? { ...item, readAt: at } : item,
    ),
  )
}

/** Whether one that is shown as gone is about this post. */
export function isShownAsGone(client: QueryClient, postId: string): boolean {
  const data = client.getQueryData<Notifications>(keys.notifications)
  const isAbout = ({ gone, params }: Notification) => gone && 'postId' in params && params.postId === postId
  return data?.pages.some(({ items }) => items.some(isAbout)) ?? false
}

/** What was read at this place of the channel or later knows better. */
function applyChange(
  client: QueryClient,
  { position, unreadCount }: Change,
  change: (data: Notifications) => Notifications,
): void {
  const isNews = (known: string | undefined) =>
    known === undefined || (known !== position && !isAfter(known, position))

  const list = client.getQueryCache().find({ queryKey: keys.notifications })
  if (list !== undefined) {
    patchQuery<Notifications>(client, list, (data) => {
      if (!isNews(data.pages[0]?.position)) return data
      const changed = change(data)
      return { ...changed, pages: changed.pages.map((page) => ({ ...page, unreadCount, position })) }
    })
  }
  const me = client.getQueryCache().find({ queryKey: keys.me })
  if (me !== undefined) {
    patchQuery<Me | null>(client, me, (user) =>
      user === null || !isNews(user.positions.notifications)
        ? user
        : { ...user, unreadCount, positions: { ...user.positions, notifications: position } },
    )
  }
}
