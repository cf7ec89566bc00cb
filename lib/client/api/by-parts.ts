import { type ApiError, offlineError } from './api-error'
import type { SenderEvents, Sent, TusSender } from './tus-sender'

/** A file on its way to the server in parts. What has arrived is kept there for a day, whatever happens here. */
export interface Sending {
  /** The id of what it has become. Rejects with an `ApiError`; stays open where it is left or cancelled. */
  done: Promise<string>
  pause(): void
  resume(): void
  /** Ends it here. The same file sent again goes on where it was. */
  leave(): void
  /** Nothing of it is kept. */
  cancel(): void
}

/** Sends a file in parts. What speaks the protocol is loaded for it; it can be paused and taken back before it is there. */
export function sendByParts(file: File, onProgress: (sent: Sent) => void): Sending {
  return new FileByParts(file, onProgress)
}

class FileByParts implements Sending {
  readonly done: Promise<string>
  #state: 'going' | 'paused' | 'over' = 'going'
  #sender: TusSender | null = null

  constructor(file: File, onProgress: (sent: Sent) => void) {
    this.done = new Promise((resolve, reject) => {
      const onBroken = (error: ApiError) => {
        this.#state = 'over'
        reject(error)
      }
      const onArrived = (id: string) => {
        this.#state = 'over'
        resolve(id)
      }
      this.#open(file, { onProgress, onArrived, onBroken }).catch(() => onBroken(offlineError()))
    })
  }

  async #open(file: File, events: SenderEvents): Promise<void> {
    const { TusSender } = await import('./tus-sender')
    const sender = await TusSender.open(file, events)
    this.#sender = sender
    if (this.#state === 'going') sender.start()
    else if (this.#state === 'over') sender.leave()
  }

  pause(): void {
    if (this.#state !== 'going') return
    this.#state = 'paused'
    this.#sender?.pause()
  }

  resume(): void {
    if (this.#state !== 'paused') return
    this.#state = 'going'
    this.#sender?.start()
  }

  leave(): void {
    this.#state = 'over'
    this.#sender?.leave()
  }

  cancel(): void {
    this.#state = 'over'
    this.#sender?.cancel()
  }
}
