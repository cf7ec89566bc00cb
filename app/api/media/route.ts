import { addMedia } from '@/lib/domain/media'
import { json, route } from '@/lib/http/route'
import { readUpload } from '@/lib/http/upload'
import { refuseOthers } from '@/lib/http/wrong-method'

export const POST = route({ limit: 'upload' }, async ({ app, viewer, request }) => {
  // Loaded with the first upload: what handles pictures takes 15 MB.
  const { processImage } = await import('@/lib/media/image')
  const image = await processImage(await readUpload(request))
  return json(await addMedia(app, viewer, image), { status: 201 })
})

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
