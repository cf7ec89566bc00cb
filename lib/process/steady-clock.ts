import type { Log } from '@/lib/log'

/** A clock may be put right by so much. */
const DRIFT_MS = 2_000
/** Looks are a second apart. After a longer pause nobody knows how long it was: the machine may have slept. */
const PAUSE_MS = 10_000
/** After a jump so many looks in a row have to agree before it is believed. */
const LOOKS = 60

/** The time by which people are told what cannot be taken back. */
export interface ToldClock {
  now(): Date
  /** To be called about once a second. */
  look(): Promise<void>
}

interface SteadyOptions {
  /** The clock that counts, such as the database's. */
  read(): Promise<Date>
  log: Log
  /** Milliseconds from some moment on, whatever clocks say. */
  elapsed?: () => number
}

interface Mark {
  at: number
  elapsed: number
}

/**
 * Follows a clock as long as that goes on evenly. When it jumps, time goes on as it did until the new one has been even
 * for a minute: a clock that was wrong for a moment has told nobody anything.
 */
export class SteadyClock implements ToldClock {
  readonly #options: Required<SteadyOptions>
  #trusted: Mark | null = null
  #suspect: Mark | null = null
  #evenLooks = 0

  constructor(options: SteadyOptions) {
    this.#options = { elapsed: () => performance.now(), ...options }
  }

  /** Before the first look nothing is due. */
  now(): Date {
    const elapsed = this.#options.elapsed()
    return new Date(this.#trusted === null ? 0 : expected(this.#trusted, elapsed))
  }

  async look(): Promise<void> {
    const at = (await this.#options.read()).getTime()
    const mark = { at, elapsed: this.#options.elapsed() }
    if (this.#trusted === null || follows(this.#trusted, mark)) this.#trust(mark)
    else this.#doubt(this.#trusted, mark)
  }

  #trust(mark: Mark): void {
    this.#trusted = mark
    this.#suspect = null
    this.#evenLooks = 0
  }

  #doubt(trusted: Mark, mark: Mark): void {
    if (this.#suspect === null) {
      const bySeconds = Math.round((mark.at - expected(trusted, mark.elapsed)) / 1_000)
      this.#options.log.warn({ bySeconds }, 'the clock has jumped, and is not believed yet')
    }
    const isEven = this.#suspect !== null && follows(this.#suspect, mark)
    this.#evenLooks = isEven ? this.#evenLooks + 1 : 0
    this.#suspect = mark
    // Time goes on as it did.
    this.#trusted = { at: expected(trusted, mark.elapsed), elapsed: mark.elapsed }
    if (this.#evenLooks >= LOOKS) this.#trust(mark)
  }
}

function expected({ at, elapsed }: Mark, now: number): number {
  return at + Math.min(Math.max(now - elapsed, 0), PAUSE_MS)
}

function follows(before: Mark, mark: Mark): boolean {
  return Math.abs(mark.at - expected(before, mark.elapsed)) <= DRIFT_MS
}
