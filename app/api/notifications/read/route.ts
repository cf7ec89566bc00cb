import { readNotifications } from '@/lib/domain/notifications'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { ReadInput } from '@/lib/schema/notifications'

export const POST = route({ body: ReadInput }, ({ app, viewer, body }) =>
  readNotifications(app, viewer, body),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
