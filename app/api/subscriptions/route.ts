import { listSubscriptions } from '@/lib/domain/money/subscriptions/subscriptions'
import { route } from '@/lib/http/route'

/** All of them: one per creator, so there is nothing to page through. */
export const GET = route({}, async ({ app, viewer }) => ({
  items: await listSubscriptions(app, viewer),
  nextCursor: null,
}))
