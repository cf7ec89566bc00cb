import { readNotifications } from '@/lib/domain/notifications/notifications'
import { route } from '@/lib/http/route'
import { ReadInput } from '@/lib/schema/notifications'

export const POST = route({ body: ReadInput }, ({ app, viewer, body }) =>
  readNotifications(app, viewer, body),
)
