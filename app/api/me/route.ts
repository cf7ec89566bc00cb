import { getMe, updateMe } from '@/lib/domain/users'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { MePatch } from '@/lib/schema/session'

export const GET = route({}, ({ app, viewer }) => getMe(app, viewer.userId))

export const PATCH = route({ body: MePatch }, ({ app, viewer, body }) => updateMe(app, viewer, body))

export const { POST, PUT, DELETE, OPTIONS } = refuseOthers('GET', 'PATCH')
