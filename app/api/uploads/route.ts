import type { App } from '@/lib/app'
import type { Viewer } from '@/lib/domain/context'
import { beginUpload, dropUpload, type Upload } from '@/lib/domain/uploads/uploads'
import { route } from '@/lib/http/route'
import { Answer } from '@/lib/http/serving/answer'
import type { ApiRequest } from '@/lib/http/serving/request'
import { tellUpload } from '@/lib/http/tus/answers'
import { hasPart, readLength, readMetadata, requireTus, TUS, TUS_OPTIONS } from '@/lib/http/tus/headers'
import { receivePart } from '@/lib/http/tus/receive'
import { inTurn } from '@/lib/http/tus/turns'

export const OPTIONS = async () => new Answer(204, TUS_OPTIONS, null)

export const POST = route({ limit: 'upload', headers: TUS }, async ({ app, viewer, request }) => {
  requireTus(request)
  const length = readLength(request)
  const upload = await beginUpload(app, viewer, { length, ...readMetadata(request) })
  try {
    if (hasPart(request)) await receiveFirst(app, viewer, request, upload)
    const { status, headers, body } = await tellUpload(app, viewer, upload, 201)
    return new Answer(status, { ...headers, location: `/api/uploads/${upload.id}` }, body)
  } catch (error) {
    // Its address was told to nobody: it would only hold its owner's room for a day.
    await dropUpload(app, upload)
    throw error
  }
})

function receiveFirst(app: App, viewer: Viewer, request: ApiRequest, { id, length }: Upload): Promise<void> {
  return app.uploads.during(viewer.userId, () =>
    inTurn(id, 0, (turn) => receivePart(request, app.incoming, { id, offset: 0, room: length, turn })),
  )
}
