import { listNotifications } from '@/lib/domain/notifications/notifications'
import { route } from '@/lib/http/route'
import { PageQuery } from '@/lib/schema/common'
import type { Words } from '@/lib/schema/notices'
import type { Notification } from '@/lib/schema/notifications'
import { wordNotification } from '@/lib/words/notification'

export const GET = route({ query: PageQuery }, async ({ app, viewer, query }) => {
  const page = await listNotifications(app, viewer, query)
  return { ...page, items: page.items.map((item) => ({ ...item, ...wordListed(item) })) }
})

/** What is gone leads to where it is told that it is. */
function wordListed(item: Notification): Words {
  const words = wordNotification(item)
  return item.gone ? { ...words, href: '/notifications' } : words
}
