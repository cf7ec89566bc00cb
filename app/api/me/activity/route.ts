import { readActivity } from '@/lib/domain/activity'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const GET = route({}, ({ app, viewer }) => readActivity(app, viewer))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
