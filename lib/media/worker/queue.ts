import { AppError } from '@/lib/errors'
import type { Image } from '@/lib/media/image'
import type { Pictures, RemadePreview, RemadeVariants } from '@/lib/media/pictures'
import type { WatermarkedPicture } from '@/lib/media/watermark/watermark'
import { WorkerProcess } from './process'
import type { Made, Task } from './task'

/** Beyond these whoever comes is asked to come back later. */
const WAITING_MAX = 40
/** Without work for so long, the worker ends: most of the time there is none. */
const IDLE_MS = 10_000
/** How long a picture takes is not known before the first ones. */
const FIRST_GUESS_MS = 500
/** Of the mean, the newest one's weight. */
const NEWEST = 0.2
const RETRY_SECONDS_MAX = 60

interface Waiting {
  owner: string
  task: Task
  resolve(made: Made): void
  reject(error: unknown): void
}

/** What does the tasks: a process, unless a test has something else. */
export interface Worker {
  readonly alive: boolean
  do(task: Task): Promise<Made>
  end(): Promise<void>
}

/**
 * One picture at a time, by one worker that is there only while there is work. Owners take turns: somebody with many
 * large pictures makes only their own wait.
 */
export class PictureQueue implements Pictures {
  readonly #start: () => Worker
  readonly #idleMs: number
  #waiting: Waiting[] = []
  /** Whose turn it was, the latest last. */
  #served: string[] = []
  #worker: Worker | null = null
  #isWorking = false
  #isClosed = false
  #idle: NodeJS.Timeout | undefined
  #meanMs = FIRST_GUESS_MS

  constructor(start: () => Worker = () => new WorkerProcess(), idleMs = IDLE_MS) {
    this.#start = start
    this.#idleMs = idleMs
  }

  async make(owner: string, file: string): Promise<Image> {
    const made = await this.#enqueue(owner, { kind: 'image', file })
    if (!('image' in made)) throw new Error('the worker made something else')
    return made.image
  }

  async makePreview(original: Uint8Array): Promise<RemadePreview> {
    const made = await this.#enqueue('', { kind: 'preview', original })
    if (!('preview' in made)) throw new Error('the worker made something else')
    return made.preview
  }

  async makeVariants(original: Uint8Array, preview: Uint8Array): Promise<RemadeVariants> {
    const made = await this.#enqueue('', { kind: 'variants', original, preview })
    if (!('variants' in made)) throw new Error('the worker made something else')
    return made.variants
  }

  async makeWatermarked(reader: string, original: Uint8Array, text: string): Promise<WatermarkedPicture> {
    const made = await this.#enqueue(reader, { kind: 'watermarked', original, text })
    if (!('watermarked' in made)) throw new Error('the worker made something else')
    return made.watermarked
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#idle)
    for (const { reject } of this.#waiting.splice(0)) reject(new AppError('unavailable'))
    await this.#worker?.end()
  }

  async #enqueue(owner: string, task: Task): Promise<Made> {
    if (this.#isClosed) throw new AppError('unavailable')
    if (this.#waiting.length >= WAITING_MAX) throw this.#busy()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ owner, task, resolve, reject })
      void this.#work()
    })
  }

  #busy(): AppError {
    const seconds = Math.ceil((this.#waiting.length * this.#meanMs) / 1_000)
    const retryAfterSeconds = Math.min(Math.max(seconds, 1), RETRY_SECONDS_MAX)
    return new AppError('uploads_busy', {
      detail: `Many pictures are waiting. Try again in ${retryAfterSeconds} s.`,
      extra: { retryAfterSeconds },
    })
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return
    this.#isWorking = true
    clearTimeout(this.#idle)
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const startedAt = performance.now()
      if (!this.#worker?.alive) this.#worker = this.#start()
      await this.#worker.do(next.task).then(next.resolve, next.reject)
      this.#meanMs += NEWEST * (performance.now() - startedAt - this.#meanMs)
    }
    this.#served = []
    this.#isWorking = false
    if (this.#isClosed) return
    this.#idle = setTimeout(() => {
      void this.#worker?.end()
      this.#worker = null
    }, this.#idleMs).unref()
  }

  /** The oldest of the owner whose turn is longest ago. */
  #next(): Waiting | undefined {
    const turnOf = ({ owner }: Waiting) => this.#served.lastIndexOf(owner)
    const [first] = this.#waiting.toSorted((one, other) => turnOf(one) - turnOf(other))
    if (first === undefined) return undefined
    this.#waiting.splice(this.#waiting.indexOf(first), 1)
    this.#served = [...this.#served.filter((owner) => owner !== first.owner), first.owner]
    return first
  }
}
