import { postCard, serveCard } from '@/lib/http/reach/cards'
import { idParam, route } from '@/lib/http/route'

export const GET = route({ auth: 'none', limit: 'image' }, async ({ app, request, params }) =>
  serveCard(app, request, await postCard(app, idParam(params))),
)
