import type { FonanaEvent } from '@/lib/schema/events'
import { DEFAULT_LOCALE } from '@/lib/schema/locales'
import type { Words } from '@/lib/schema/notices'
import type { NotificationEvent } from '@/lib/schema/notifications'
import { translatorIn } from './dictionaries'
import { formatsIn } from './formats'
import { wordNotification } from './notification'

/** As processes of an older release emit it. */
type EmittedInWords = Omit<NotificationEvent, 'params' | 'locale'> & Words

/** The event as it is sent: what is stored without words gets them, in the language that its reader had by then. */
export function presentEvent(event: FonanaEvent): FonanaEvent {
  return event.type === 'notification' ? { ...event, data: present(event.data) } : event
}

function present(data: NotificationEvent | EmittedInWords): NotificationEvent & Words {
  if ('params' in data) {
    const { locale = DEFAULT_LOCALE, ...sent } = data
    return { ...sent, ...wordNotification(sent, translatorIn(locale), formatsIn(locale, 'UTC')) }
  }
  const { title, body, href } = data
  return { ...data, params: { title, body, href } }
}
