import { creatorCard, serveCard } from '@/lib/http/reach/cards'
import { route, textParam } from '@/lib/http/route'

export const GET = route({ auth: 'none', limit: 'image' }, async ({ app, request, params }) =>
  serveCard(app, request, await creatorCard(app, textParam(params, 'handle'))),
)
