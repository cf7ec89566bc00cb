import { describeMedia } from '@/lib/domain/posts/alt'
import { noSuchMedia, requireOriginal } from '@/lib/domain/posts/media'
import { requireCopy } from '@/lib/domain/posts/watermarked-pictures'
import { chooseFile, readFilmWish, serveFilm } from '@/lib/http/bodies/film'
import { serveCopy, serveImage } from '@/lib/http/bodies/image'
import { readPictureWidth } from '@/lib/http/bodies/picture-width'
import { idParam, route } from '@/lib/http/route'
import { copyFor, PICTURE_MIME, variantFor } from '@/lib/media/image-files'
import { MediaPatch } from '@/lib/schema/posts'

export const GET = route({ auth: 'optional', limit: 'image' }, async ({ app, viewer, params, request }) => {
  const id = idParam(params)
  const width = readPictureWidth(request)
  const wish = readFilmWish(request)
  const facts = await requireOriginal(app, viewer, id)
  if (facts.film !== null && width === null) {
    const file = chooseFile(facts.film, wish)
    if (file === undefined) throw noSuchMedia()
    return serveFilm(app.store, request, { id, file, mayGoOn: () => requireOriginal(app, viewer, id) })
  }
  if (facts.film !== null && !facts.hasPoster) throw noSuchMedia()
  if (facts.copyOf !== null) {
    await requireCopy(app, facts.copyOf, id)
    const { userId } = facts.copyOf
    return serveCopy(app.store, request, { id, userId, variant: copyFor(facts, width) })
  }
  const variant = width === null ? 'original' : variantFor(facts, width)
  const standsIn = width !== null && facts.variantsVersion === null
  const mime = facts.film === null ? facts.mime : PICTURE_MIME
  return serveImage(app.store, request, { id, variant, standsIn, mime, public: facts.public })
})

export const PATCH = route({ body: MediaPatch }, ({ app, viewer, params, body }) =>
  describeMedia(app, viewer, idParam(params), body.alt),
)
