import { open } from 'node:fs/promises'
import { AppError } from '@/lib/errors'
import type { ByteRange, MediaStore, StoredFile } from '@/lib/media/port'
import type { BucketPlace, StorageKeys } from '@/lib/storage-place'
import { PART_BYTES, putInParts, readPart } from './multipart'
import { BucketError, type BucketRequest, BucketRequests, type StorePatience } from './requests'

/** So long it is known whether the store answers: whoever asks may ask often, and each question costs something. */
const KNOWN_MS = 5_000
/** As media are called: what else lies in a bucket is not ours. */
const KEY = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.[\w.-]+$/

/** A bucket of a store that speaks S3. */
export class BucketStore implements MediaStore {
  readonly #requests: BucketRequests
  readonly #direct: boolean
  #known: { answers: Promise<boolean>; until: number } | null = null

  constructor(place: BucketPlace, keys: StorageKeys, patience: Partial<StorePatience> = {}) {
    this.#requests = new BucketRequests(place, keys, patience)
    this.#direct = place.direct
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#send({ method: 'PUT', key, body: new Uint8Array(bytes) })
  }

  async putFile(key: string, path: string): Promise<void> {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size <= PART_BYTES) await this.put(key, await readPart(file, 0, size))
      else await putInParts(this.#requests, key, file, size).catch(refuse)
    } finally {
      await file.close()
    }
  }

  async get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const headers = range && { range: `bytes=${range.start}-${range.end}` }
    const { status, body } = await this.#send({ method: 'GET', key, ...(headers && { headers }) })
    if (range && status !== 206) {
      await body?.cancel()
      throw outOfReach(new Error('the store gives no ranges'))
    }
    return body ?? new Blob().stream()
  }

  async size(key: string): Promise<number> {
    const { headers } = await this.#requests.send({ method: 'HEAD', key }).catch((error: unknown) => {
      // Without a body nothing says whether it is the file that is not there, or the bucket.
      if (error instanceof BucketError && error.status === 404) return this.#send({ method: 'GET', key })
      return refuse(error)
    })
    return Number(headers.get('content-length'))
  }

  async delete(key: string): Promise<void> {
    await this.#send({ method: 'DELETE', key })
  }

  async signedUrl(key: string, as: { seconds: number; mime: string }): Promise<string | null> {
    if (!this.#direct) return null
    return this.#requests.sign(key, as.seconds, {
      'response-content-type': as.mime,
      // Whoever keeps it does so no longer than the address is good.
      'response-cache-control': `private, max-age=${as.seconds}`,
    })
  }

  async *list(beginning = ''): AsyncIterable<StoredFile> {
    let next: string | undefined
    do {
      const query = {
        'list-type': '2',
        ...(beginning && { prefix: beginning }),
        ...(next && { 'continuation-token': next }),
      }
      const text = await (await this.#send({ method: 'GET', query })).text()
      for (const [, file = ''] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const key = textOf(file, 'Key')
        // Put again, it may have the same bytes, and so the same tag.
        const version = `${textOf(file, 'ETag')} ${textOf(file, 'LastModified')}`
        if (KEY.test(key)) yield { key, size: Number(textOf(file, 'Size')), version }
      }
      next = textOf(text, 'NextContinuationToken') || undefined
    } while (next !== undefined)
  }

  ready(): Promise<boolean> {
    if (this.#known === null || this.#known.until < performance.now()) {
      const answers = this.#requests.send({ method: 'HEAD' }, 1).then(
        () => true,
        () => false,
      )
      this.#known = { answers, until: performance.now() + KNOWN_MS }
    }
    return this.#known.answers
  }

  /** Throws `BucketError` where the bucket cannot be read with these keys, or does not answer. */
  async check(): Promise<void> {
    const answer = await this.#requests.send({ method: 'GET', query: { 'list-type': '2', 'max-keys': '1' } })
    await answer.body?.cancel()
  }

  #send(request: BucketRequest): Promise<Response> {
    return this.#requests.send(request).catch(refuse)
  }
}

/** What is written within a tag, of which there are none inside. */
function textOf(xml: string, tag: string): string {
  const text = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? ''
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function refuse(error: unknown): never {
  if (!(error instanceof BucketError)) throw error
  if (error.status === 404 && error.code === 'NoSuchKey')
    throw new AppError('not_found', { detail: 'The file is gone.', cause: error })
  throw outOfReach(error)
}

/** Nothing is lost by it: what is kept is there when the store is. */
function outOfReach(cause: Error): AppError {
  return new AppError('unavailable', {
    reason: 'storage',
    detail: 'Pictures and films are out of reach for now. Nothing is lost; try again in a while.',
    cause,
  })
}
