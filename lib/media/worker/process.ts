import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AppError } from '@/lib/errors'
import { tooMuch } from '@/lib/media/formats/cost'
import { notReadable } from '@/lib/media/formats/facts'
import type { Made, Reply, Task } from './task'

/** What a picture may take in memory, above what may be allowed by its size: the system gives no more. */
const MEMORY_KIB_MAX = 576 * 1024
const HEAP_MIB_MAX = 128
/** The worker counts processor time; this is for one that does not answer at all. */
const SILENT_MS_MAX = 90_000
const STDERR_CHARS_MAX = 2_000

/** Sets the limits, and that it is the first to go where memory is short; then it becomes the worker. */
const LIMITED = `ulimit -d ${MEMORY_KIB_MAX}
{ echo 1000 > /proc/self/oom_score_adj; } 2> /dev/null
exec "$0" "$@"`

/** The C library keeps what one picture took for the next one, in pieces that do not fit it, unless it is told not to. */
const GIVES_BACK = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '1000000',
  MALLOC_TRIM_THRESHOLD_: '1000000',
}

/** Beside the bundle in a build; the source itself in development and tests. */
function workerArgs(): string[] {
  const built = fileURLToPath(new URL('./picture-worker.js', import.meta.url))
  const source = fileURLToPath(new URL('./main.ts', import.meta.url))
  return existsSync(built) ? [built] : ['--import', 'tsx', source]
}

/** One process that does one task at a time. */
export class WorkerProcess {
  readonly #child: ChildProcess
  readonly #gone: Promise<void>
  #stderr = ''
  #ending = false

  constructor(worker = workerArgs()) {
    const args = [`--max-old-space-size=${HEAP_MIB_MAX}`, ...worker]
    this.#child = spawn('/bin/sh', ['-c', LIMITED, process.execPath, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      // Whatever a picture does to it: there is no secret to be found.
      env: { NODE_ENV: 'production', ...GIVES_BACK },
    })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_CHARS_MAX)
    })
    this.#gone = new Promise((resolve) => {
      this.#child.once('close', () => resolve())
      this.#child.once('error', () => resolve())
    })
  }

  get alive(): boolean {
    return this.#child.connected
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Throws what the worker refuses, `unsupported_media` when the picture has ended the worker. */
  async do(task: Task): Promise<Made> {
    const reply = await this.#ask(task)
    switch (reply.outcome) {
      case 'made':
        return reply
      case 'refused':
        throw new AppError(reply.code, reply.why)
      case 'failed':
        throw notReadable(new Error(reply.reason))
    }
  }

  #ask(task: Task): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const overtime = setTimeout(() => this.#child.kill('SIGKILL'), SILENT_MS_MAX)
      const finish = () => {
        clearTimeout(overtime)
        this.#child.off('message', onReply)
      }
      const onReply = (reply: Reply) => {
        finish()
        resolve(reply)
      }
      this.#child.on('message', onReply)
      // An error of sending is one of a process that has ended, or ends now.
      this.#child.send(task, () => {})
      void this.#gone.then(() => {
        finish()
        reject(this.#whyGone())
      })
    })
  }

  /** Ended by a signal: by a limit, over its picture. By itself it ends only when it cannot start. */
  #whyGone(): Error {
    const { signalCode, exitCode } = this.#child
    const cause = new Error(`the worker ended (${signalCode ?? exitCode}): ${this.#stderr.trim()}`)
    if (this.#ending) return new AppError('unavailable', { cause })
    if (signalCode === null) return new Error('pictures cannot be handled', { cause })
    return tooMuch(cause)
  }

  /** At once, whatever it does. */
  async end(): Promise<void> {
    this.#ending = true
    this.#child.kill('SIGKILL')
    await this.#gone
  }
}
