import { DetailedError, type HttpRequest, type HttpResponse, Upload } from 'tus-js-client'
import { type ApiError, offlineError, toApiError } from './api-error'

const PART_BYTES = 16 * 1024 * 1024
/** Between one try and the next; then somebody decides. */
const PAUSES_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000]

/** Where something is sent to from this page. Each has one sender: the same file chosen twice is two uploads. */
const underWay = new Set<string>()

export interface Sent {
  sent: number
  total: number
}

export interface SenderEvents {
  onProgress(sent: Sent): void
  /** The id of what it has become. */
  onArrived(id: string): void
  /** What has arrived is still this sender's own, until it is left or cancelled. */
  onBroken(error: ApiError): void
}

/**
 * Sends a file by tus: https://tus.io/protocols/resumable-upload. The same file chosen again goes on where it was, also after
 * a reload.
 */
export class TusSender {
  readonly #upload: Upload
  readonly #events: SenderEvents
  #url: string | null = null
  /** Refused by its content: the server has taken it away. */
  #isGone = false

  private constructor(file: File, events: SenderEvents) {
    this.#events = events
    this.#upload = new Upload(file, {
      endpoint: '/api/uploads',
      chunkSize: PART_BYTES,
      retryDelays: PAUSES_MS,
      metadata: { filename: file.name, filetype: file.type },
      removeFingerprintOnSuccess: true,
      onUploadUrlAvailable: () => this.#hold(this.#upload.url),
      onProgress: (sent, total) => events.onProgress({ sent, total: total ?? file.size }),
      // It would begin anew where it was not told how much is there, and send everything again.
      onAfterResponse(request, response) {
        if (saysNothing(request, response)) throw new NothingSaid(response)
      },
      onShouldRetry: (error) => isPassing(answerTo(error)?.getStatus() ?? 0),
      onSuccess: ({ lastResponse }) => this.#arrive(lastResponse.getHeader('Fonana-Media-Id')),
      onError: (error) => {
        const answer = error instanceof DetailedError ? answerTo(error) : null
        this.#isGone = answer?.getStatus() === 422
        events.onBroken(toRefusal(answer))
      },
    })
  }

  /** Where the same file has come before is known; nothing is sent yet. */
  static async open(file: File, events: SenderEvents): Promise<TusSender> {
    const sender = new TusSender(file, events)
    const before = await sender.#upload.findPreviousUploads()
    const free = before.find(({ uploadUrl }) => uploadUrl !== null && !underWay.has(uploadUrl))
    if (free) {
      sender.#upload.resumeFromPreviousUpload(free)
      sender.#hold(free.uploadUrl)
    }
    return sender
  }

  start(): void {
    this.#upload.start()
  }

  pause(): void {
    void this.#upload.abort()
  }

  leave(): void {
    this.pause()
    this.#hold(null)
  }

  cancel(): void {
    // What cannot be taken away now is gone in a day.
    this.#upload.abort(!this.#isGone).catch(() => {})
    this.#hold(null)
  }

  #arrive(id: string | undefined): void {
    if (id) {
      this.#hold(null)
      this.#events.onArrived(id)
    } else this.#events.onBroken(offlineError())
  }

  #hold(url: string | null): void {
    if (this.#url !== null) underWay.delete(this.#url)
    if (url !== null) underWay.add(url)
    this.#url = url
  }
}

/** What may be otherwise the next time: no answer, too much to do, or another writer at the same upload. */
function isPassing(status: number): boolean {
  return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500
}

/** Whether it was asked how much has arrived, and the answer is not that either. Whose session is over signs in again. */
function saysNothing(request: HttpRequest, response: HttpResponse): boolean {
  const status = response.getStatus()
  return request.getMethod() === 'HEAD' && (isPassing(status) || status === 401)
}

class NothingSaid extends Error {
  override name = 'NothingSaid'
  readonly answer: HttpResponse

  constructor(answer: HttpResponse) {
    super(`answered by ${answer.getStatus()}`)
    this.answer = answer
  }
}

/** Null where none came. */
function answerTo({ originalResponse, causingError }: DetailedError): HttpResponse | null {
  return causingError instanceof NothingSaid ? causingError.answer : originalResponse
}

function toRefusal(answer: HttpResponse | null): ApiError {
  return answer === null ? offlineError() : toApiError(answer.getStatus(), parse(answer.getBody()))
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
