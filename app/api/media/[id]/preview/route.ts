import { requirePreview } from '@/lib/domain/media'
import { serveImage } from '@/lib/http/image'
import { idParam, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const GET = route({ auth: 'optional', limit: 'image' }, async ({ app, viewer, params, request }) => {
  const id = idParam(params)
  const facts = await requirePreview(app, viewer, id)
  return serveImage(app.store, request, { id, variant: 'preview', ...facts })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
