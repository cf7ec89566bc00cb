import { deleteCaptions, putCaptions, readCaptions } from '@/lib/domain/posts/captions'
import { AppError } from '@/lib/errors'
import { readBytes } from '@/lib/http/bodies/body'
import { PRIVATE_CACHING } from '@/lib/http/bodies/stored'
import { idParam, noContent, route, textParam } from '@/lib/http/route'
import { Answer } from '@/lib/http/serving/answer'
import { CaptionsLang } from '@/lib/schema/media'

const LIMITS = { max: 512 * 1024, ms: 30_000 }
const HEADERS = {
  'content-type': 'text/vtt; charset=utf-8',
  'cache-control': PRIVATE_CACHING,
  vary: 'Cookie, Authorization',
}

export const GET = route({ auth: 'optional', limit: 'image' }, async ({ app, viewer, params }) => {
  return new Answer(200, HEADERS, await readCaptions(app, viewer, trackOf(params)))
})

export const PUT = route({}, async ({ app, viewer, params, request }) => {
  await putCaptions(app, viewer, trackOf(params), await readBytes(request, LIMITS))
  return noContent()
})

export const DELETE = route({}, async ({ app, viewer, params }) => {
  await deleteCaptions(app, viewer, trackOf(params))
  return noContent()
})

/** What is no language has no captions: throws `not_found`. */
function trackOf(params: Record<string, string>) {
  const lang = CaptionsLang.safeParse(textParam(params, 'lang').toLowerCase())
  if (!lang.success) throw new AppError('not_found')
  return { mediaId: idParam(params), lang: lang.data }
}
