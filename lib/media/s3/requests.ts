import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import type { BucketPlace, StorageKeys } from '@/lib/storage-place'
import { withinSilence } from './silence'

export interface BucketRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** None: the bucket itself. */
  key?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: Uint8Array<ArrayBuffer> | string
}

/** How long a store may take, and how often it is asked. */
export interface StorePatience {
  tries: number
  /** Until an answer begins, where nothing is sent. */
  answerMs: number
  /** The same of a part of a file, on its way over a slow line. */
  sendMs: number
  /** Of an answer that has begun, without a byte. */
  silentMs: number
  /** Before the second try; twice as long before each later one. */
  pauseMs: number
}

const PATIENCE: StorePatience = {
  tries: 3,
  answerMs: 5_000,
  sendMs: 60_000,
  silentMs: 20_000,
  pauseMs: 200,
}

/** What a store has refused, or that it did not answer: then `status` is 0. */
export class BucketError extends Error {
  override name = 'BucketError'
  readonly status: number
  /** As the store calls it: `NoSuchKey`, `SignatureDoesNotMatch` … */
  readonly code: string

  constructor(status: number, code: string, cause?: unknown) {
    super(status === 0 ? `the store does not answer: ${code}` : `the store refuses: ${status} ${code}`, {
      cause,
    })
    this.status = status
    this.code = code
  }
}

/**
 * Signed requests to a bucket. Each may be sent again, also when its answer was lost: what it does once it does twice. So
 * it is, a few times, where the store does not answer or has too much to do.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export class BucketRequests {
  readonly #place: BucketPlace
  readonly #client: AwsClient
  readonly #patience: StorePatience

  constructor(place: BucketPlace, keys: StorageKeys, patience: Partial<StorePatience> = {}) {
    this.#place = place
    this.#client = new AwsClient({ ...keys, service: 's3', region: place.region })
    this.#patience = { ...PATIENCE, ...patience }
  }

  /** Throws `BucketError`. */
  async send(request: BucketRequest, tries = this.#patience.tries): Promise<Response> {
    for (let tried = 1; ; tried += 1) {
      const answer = await this.#ask(request).catch((error: unknown) => toUnanswered(error))
      if (answer instanceof Response && answer.ok) return answer
      const error = answer instanceof Response ? await toRefusal(answer) : answer
      if (tried >= tries || !isPassing(error)) throw error
      await sleep(this.#patience.pauseMs * 2 ** (tried - 1) * (0.5 + Math.random()))
    }
  }

  /** What is at the key, for whoever has this address, until it runs out. */
  async sign(key: string, seconds: number, query: Record<string, string>): Promise<string> {
    const url = this.#url({ key, query: { 'X-Amz-Expires': String(seconds), ...query } })
    const signed = await this.#client.sign(url, { aws: { signQuery: true } })
    return signed.url
  }

  async #ask(request: BucketRequest): Promise<Response> {
    const { method, headers = {}, body = null } = request
    const signed = await this.#client.sign(this.#url(request), {
      method,
      // The store refuses what did not come as it was sent.
      headers: { ...headers, 'x-amz-content-sha256': sha256(body ?? '') },
      body,
    })
    const ending = new AbortController()
    const ms = body === null ? this.#patience.answerMs : this.#patience.sendMs
    const late = setTimeout(() => ending.abort(new Error(`no answer within ${ms} ms`)), ms)
    try {
      const answer = await fetch(signed, { signal: ending.signal })
      const whole = withinSilence(answer.body, this.#patience.silentMs, ending)
      return whole === null ? answer : new Response(whole, answer)
    } finally {
      clearTimeout(late)
    }
  }

  #url({ key, query = {} }: Pick<BucketRequest, 'key' | 'query'>): string {
    const url = new URL(this.#place.url)
    if (key !== undefined) url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(key)}`
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url.href
  }
}

function sha256(body: Uint8Array | string): string {
  return createHash('sha256').update(body).digest('hex')
}

function toUnanswered(error: unknown): BucketError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return new BucketError(0, cause instanceof Error ? cause.message : String(cause), error)
}

async function toRefusal(answer: Response): Promise<BucketError> {
  const text = await answer.text().catch(() => '')
  return new BucketError(answer.status, /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? 'without a word')
}

/** What may be another time. */
function isPassing({ status, code }: BucketError): boolean {
  return status === 0 || status === 429 || status >= 500 || code === 'RequestTimeout'
}
