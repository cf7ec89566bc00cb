import { arrivedOf, dropUpload, requireUpload } from '@/lib/domain/uploads/uploads'
import { AppError } from '@/lib/errors'
import { idParam, route } from '@/lib/http/route'
import { Answer } from '@/lib/http/serving/answer'
import { tellUpload } from '@/lib/http/tus/answers'
import { readOffset, requirePart, requireTus, TUS, TUS_OPTIONS } from '@/lib/http/tus/headers'
import { overridden } from '@/lib/http/tus/override'
import { receivePart } from '@/lib/http/tus/receive'
import { inTurn } from '@/lib/http/tus/turns'

export const OPTIONS = async () => new Answer(204, TUS_OPTIONS, null)

export const GET = route({ headers: TUS }, async ({ app, viewer, params, request }) => {
  requireTus(request)
  return tellUpload(app, viewer, await requireUpload(app.db.read, viewer, idParam(params)), 200)
})

export const PATCH = route(
  { limit: 'uploadPart', headers: TUS },
  async ({ app, viewer, params, request }) => {
    requireTus(request)
    requirePart(request)
    const offset = readOffset(request)
    const { id } = await requireUpload(app.db.read, viewer, idParam(params))
    return app.uploads.during(viewer.userId, async () => {
      const upload = await inTurn(id, offset, async (turn) => {
        // What it is by now: who was at it before may have ended it.
        const upload = await requireUpload(app.db.read, viewer, id)
        const arrived = await arrivedOf(app.incoming, upload)
        if (offset !== arrived) throw new AppError('wrong_offset', { extra: { offset: arrived } })
        if (upload.mediaId === null)
          await receivePart(request, app.incoming, { id, offset, room: upload.length - offset, turn })
        return upload
      })
      return tellUpload(app, viewer, upload, 204)
    })
  },
)

export const DELETE = route({ headers: TUS }, async ({ app, viewer, params, request }) => {
  requireTus(request)
  const upload = await requireUpload(app.db.read, viewer, idParam(params))
  await inTurn(upload.id, null, () => dropUpload(app, upload))
  return new Answer(204, TUS, null)
})

export const POST = overridden({ HEAD: GET, PATCH, DELETE })
