import { AppError } from '@/lib/errors'
import { readBytes } from './body'
import type { ApiRequest } from './request'

const FILE_BYTES_MAX = 15 * 1024 * 1024
/** Room for the boundary and the headers of the parts. */
const FORM_BYTES_MAX = FILE_BYTES_MAX + 64 * 1024

/** The part `file` of a multipart body. Throws `bad_request`, `payload_too_large`, `validation_failed`. */
export async function readUpload(request: ApiRequest): Promise<Uint8Array> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!contentType.startsWith('multipart/form-data')) {
    throw new AppError('bad_request', { detail: 'The body must be multipart/form-data.' })
  }
  const bytes = await readBytes(request, FORM_BYTES_MAX)
  const form = await new Response(bytes, { headers: { 'content-type': contentType } })
    .formData()
    .catch((cause) => {
      throw new AppError('bad_request', { detail: 'The form could not be read.', cause })
    })
  const file = form.get('file')
  if (!(file instanceof Blob)) {
    throw new AppError('validation_failed', { errors: { file: ['A file is missing'] } })
  }
  if (file.size > FILE_BYTES_MAX)
    throw new AppError('payload_too_large', { detail: `At most ${FILE_BYTES_MAX} bytes.` })
  return new Uint8Array(await file.arrayBuffer())
}
