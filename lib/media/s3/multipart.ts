import type { FileHandle } from 'node:fs/promises'
import { BucketError, type BucketRequests } from './requests'

/** Of which one lies in memory at a time. The smallest that stores take are 5 MiB; they take 10,000 of them. */
export const PART_BYTES = 8 * 1024 * 1024

/**
 * Puts a file in parts, which become one when all are there: until then nothing is at the key, and what was there stays.
 * What a process that was killed has sent of it costs room until the bucket's own rules take it away.
 */
export async function putInParts(
  requests: BucketRequests,
  key: string,
  file: FileHandle,
  size: number,
): Promise<void> {
  const begun = await requests.send({ method: 'POST', key, query: { uploads: '' } })
  const uploadId = /<UploadId>([^<]+)<\/UploadId>/.exec(await begun.text())?.[1]
  if (uploadId === undefined) throw new BucketError(begun.status, 'an upload without an id')
  try {
    const etags: string[] = []
    for (let start = 0; start < size; start += PART_BYTES) {
      const body = await readPart(file, start, Math.min(PART_BYTES, size - start))
      const query = { partNumber: String(etags.length + 1), uploadId }
      const put = await requests.send({ method: 'PUT', key, query, body })
      etags.push(put.headers.get('etag') ?? '')
    }
    await complete(requests, { key, uploadId, etags, size })
  } catch (error) {
    await requests.send({ method: 'DELETE', key, query: { uploadId } }, 1).catch(() => {})
    throw error
  }
}

interface Parts {
  key: string
  uploadId: string
  etags: readonly string[]
  size: number
}

async function complete(requests: BucketRequests, parts: Parts): Promise<void> {
  const { key, uploadId, etags } = parts
  try {
    const body = completion(etags)
    const completed = await requests.send({ method: 'POST', key, query: { uploadId }, body })
    // Some say only at the end of a long silence, which begins with a 200, that it went wrong.
    const refused = /<Error>.*<Code>(\w+)<\/Code>/s.exec(await completed.text())?.[1]
    if (refused !== undefined) throw new BucketError(completed.status, refused)
  } catch (error) {
    if (!(await isCompleted(requests, parts, error))) throw error
  }
}

/** Where the answer was lost, the upload is over and unknown when it is completed once more, and the file is there. */
async function isCompleted(requests: BucketRequests, { key, size }: Parts, error: unknown): Promise<boolean> {
  if (!(error instanceof BucketError) || error.code !== 'NoSuchUpload') return false
  const found = await requests.send({ method: 'HEAD', key }).catch(() => null)
  return Number(found?.headers.get('content-length')) === size
}

export async function readPart(file: FileHandle, start: number, size: number) {
  const bytes = new Uint8Array(size)
  for (let done = 0; done < size; ) {
    const { bytesRead } = await file.read(bytes, done, size - done, start + done)
    if (bytesRead === 0) throw new Error('the file has become shorter')
    done += bytesRead
  }
  return bytes
}

function completion(etags: readonly string[]): string {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
  )
  return `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
}
