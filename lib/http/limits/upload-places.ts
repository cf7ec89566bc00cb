import { AppError } from '@/lib/errors'

/** A post has as many pictures, and a composer sends them all. */
const PER_USER_MAX = 10
/** In this process: each holds a connection and a file. */
const IN_ALL_MAX = 60
const RETRY_SECONDS = 5

/** Uploads under way, from their first byte until they are kept or refused. */
export class UploadPlaces {
  readonly #counts = new Map<string, number>()
  #inAll = 0

  /** Does the work while it has a place. Throws `too_many_uploads`, `uploads_busy`. */
  async during<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const own = this.#counts.get(userId) ?? 0
    if (own >= PER_USER_MAX)
      throw new AppError('too_many_uploads', {
        detail: `At most ${PER_USER_MAX} uploads at once. Try again in ${RETRY_SECONDS} s.`,
        extra: { retryAfterSeconds: RETRY_SECONDS },
      })
    if (this.#inAll >= IN_ALL_MAX)
      throw new AppError('uploads_busy', {
        detail: `Many pictures are being uploaded. Try again in ${RETRY_SECONDS} s.`,
        extra: { retryAfterSeconds: RETRY_SECONDS },
      })
    this.#counts.set(userId, own + 1)
    this.#inAll += 1
    try {
      return await work()
    } finally {
      const left = (this.#counts.get(userId) ?? 1) - 1
      if (left === 0) this.#counts.delete(userId)
      else this.#counts.set(userId, left)
      this.#inAll -= 1
    }
  }
}
