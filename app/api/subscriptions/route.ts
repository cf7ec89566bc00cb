import { listSubscriptions } from '@/lib/domain/subscriptions/subscriptions'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

/** All of them: one per creator, so there is nothing to page through. */
export const GET = route({}, async ({ app, viewer }) => ({
  items: await listSubscriptions(app, viewer),
  nextCursor: null,
}))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
