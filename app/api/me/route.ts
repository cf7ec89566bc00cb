import { getMe, updateMe } from '@/lib/domain/accounts/users'
import { route } from '@/lib/http/route'
import { MePatch } from '@/lib/schema/session'

export const GET = route({}, ({ app, viewer }) => getMe(app, viewer.userId))

export const PATCH = route({ body: MePatch }, ({ app, viewer, body }) => updateMe(app, viewer, body))
