import type { FonanaEvent } from '@/lib/schema/events'
import type { Words } from '@/lib/schema/notices'
import type { NotificationEvent } from '@/lib/schema/notifications'
import { wordNotification } from './notification'

/** As processes of an older release emit it. */
type EmittedInWords = Omit<NotificationEvent, 'params'> & Words

/** The event as it is sent: what is stored without words gets them. */
export function presentEvent(event: FonanaEvent): FonanaEvent {
  return event.type === 'notification' ? { ...event, data: present(event.data) } : event
}

function present(data: NotificationEvent | EmittedInWords): NotificationEvent & Words {
  if ('params' in data) return { ...data, ...wordNotification(data) }
  const { title, body, href } = data
  return { ...data, params: { title, body, href } }
}
