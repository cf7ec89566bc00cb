import { findAnswer } from '@/lib/domain/once'
import { addMedia } from '@/lib/domain/posts/media'
import { requireRoom } from '@/lib/domain/posts/media-room'
import { withUpload } from '@/lib/http/bodies/upload'
import { requestKey } from '@/lib/http/idempotency'
import { json, route } from '@/lib/http/route'
import type { MediaPreview } from '@/lib/schema/posts'

export const POST = route({ limit: 'upload' }, async ({ app, viewer, request }) => {
  const kept = await app.uploads.during(viewer.userId, () =>
    withUpload(request, app.uploadFolder, async ({ path, digest }) => {
      const key = requestKey(request, digest)
      const known = await findAnswer<MediaPreview>(app.db.read, viewer, key)
      if (known !== null) return known
      await requireRoom(app.db.read, app.config, viewer)
      return addMedia(app, viewer, await app.pictures.make(viewer.userId, path), key)
    }),
  )
  return json(kept, { status: 201 })
})
