import type { App } from '@/lib/app'
import type { Viewer } from '@/lib/domain/context'
import { finishUpload } from '@/lib/domain/uploads/finish'
import { arrivedOf, type Upload } from '@/lib/domain/uploads/uploads'
import { Answer } from '@/lib/http/serving/answer'
import { TUS } from './headers'

/** How far an upload is, and what it has become once it is whole: also where its last answer was lost. */
export async function tellUpload(app: App, viewer: Viewer, upload: Upload, status: number): Promise<Answer> {
  const offset = await arrivedOf(app.incoming, upload)
  const mediaId = offset === upload.length ? await finishUpload(app, viewer, upload) : null
  const headers = {
    ...TUS,
    'upload-offset': String(offset),
    'upload-length': String(upload.length),
    ...(mediaId === null
      ? { 'upload-expires': upload.expiresAt.toUTCString() }
      : { 'fonana-media-id': mediaId }),
    ...(status === 200 && upload.metadata !== null && { 'upload-metadata': upload.metadata }),
    ...(status !== 204 && { 'content-length': '0' }),
  }
  return new Answer(status, headers, null)
}
