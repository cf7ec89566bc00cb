import { noContent, route } from '@/lib/http/route'
import { visitorOf } from '@/lib/http/visitor'
import { ViewsInput } from '@/lib/schema/views'

export const POST = route({ auth: 'optional', body: ViewsInput }, async ({ app, viewer, request, body }) => {
  app.views.note(viewer ?? { visitor: visitorOf(request) }, body)
  return noContent()
})
