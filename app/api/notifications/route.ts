import { getLocale } from '@/lib/domain/accounts/users'
import { listNotifications } from '@/lib/domain/notifications/notifications'
import { route } from '@/lib/http/route'
import { PageQuery } from '@/lib/schema/common'
import type { Words } from '@/lib/schema/notices'
import type { Notification } from '@/lib/schema/notifications'
import { translatorIn } from '@/lib/words/dictionaries'
import { type Formats, formatsIn } from '@/lib/words/formats'
import { wordNotification } from '@/lib/words/notification'
import type { Translator } from '@/lib/words/translator'

export const GET = route({ query: PageQuery }, async ({ app, viewer, query }) => {
  const [page, locale] = await Promise.all([
    listNotifications(app, viewer, query),
    getLocale(app, viewer.userId),
  ])
  const [t, formats] = [translatorIn(locale), formatsIn(locale, 'UTC')]
  return { ...page, items: page.items.map((item) => ({ ...item, ...wordListed(item, t, formats) })) }
})

/** What is gone leads to where it is told that it is. */
function wordListed(item: Notification, t: Translator, formats: Formats): Words {
  const words = wordNotification(item, t, formats)
  return item.gone ? { ...words, href: '/notifications' } : words
}
