import { requireOriginal } from '@/lib/domain/posts/media'
import { serveImage } from '@/lib/http/bodies/image'
import { readPictureWidth } from '@/lib/http/bodies/picture-width'
import { idParam, route } from '@/lib/http/route'
import { variantFor } from '@/lib/media/image-files'

export const GET = route({ auth: 'optional', limit: 'image' }, async ({ app, viewer, params, request }) => {
  const id = idParam(params)
  const asked = readPictureWidth(request)
  const facts = await requireOriginal(app, viewer, id)
  const variant = asked === null ? 'original' : variantFor(facts, asked)
  const standsIn = asked !== null && facts.variantsVersion === null
  return serveImage(app.store, request, { id, variant, standsIn, mime: facts.mime, public: facts.public })
})
