import { requirePreview } from '@/lib/domain/posts/media'
import { serveImage } from '@/lib/http/bodies/image'
import { idParam, route } from '@/lib/http/route'

export const GET = route({ auth: 'optional', limit: 'image' }, async ({ app, viewer, params, request }) => {
  const id = idParam(params)
  const facts = await requirePreview(app, viewer, id)
  return serveImage(app.store, request, { id, variant: 'preview', ...facts })
})
