import { damagedFilm, interruptedFilm, tooMuchFilm } from '@/lib/media/film/facts'

export interface Ending {
  command: string
  code: number | null
  killedBy: string | null
  /** It was ended by us, as it took too long. */
  isLate: boolean
  /** The last that it said, each message with its level. */
  stderr: string
}

/** `nice` and the shell: there is no such command, or it cannot be started. */
const NOT_STARTED: ReadonlySet<number | null> = new Set([125, 126, 127])
/** By people, by the machine that goes down, or by one that is out of memory: no film is at fault. */
const FROM_OUTSIDE: ReadonlySet<string | null> = new Set([
  'SIGKILL',
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
])
/**
 * `ffmpeg` ends in good order, or after the fourth signal at once, and says why. A film's titles may say the same: they stand
 * further to the right.
 */
const ENDED_BY_SIGNAL =
  /^\[\w+\] Exiting normally, received signal (\d+)|^Received > \d+ system signals, hard exiting/m
/** The limit on processor time tells it each second from then on. */
const SIGXCPU = '24'
/** Who says it may stand before its level. */
const IS_ERROR = /^(\[[^\]]* @ [^\]]*\] )*\[(error|fatal|panic)\] /
const DISK_FULL = /no space left on device|disk quota exceeded/i
const OUT_OF_MEMORY = /cannot allocate memory/i

/**
 * What the end of a command says of the film it was given; null when all went well. `unsupported_media` is for good:
 * `too_much` when one of its limits has ended it, `damaged` when it has failed by itself. All else may go well the next time.
 */
export function failureIn({ command, code, killedBy, isLate, stderr }: Ending): Error | null {
  const errors = stderr.split('\n').filter((line) => IS_ERROR.test(line))
  const said = errors.join('\n')
  // It ends as if all was well where only the last of its file did not fit.
  if (code === 0 && !DISK_FULL.test(said)) return null
  const cause = new Error(`${command} ended (${killedBy ?? code}): ${said || stderr.trim()}`)
  if (isLate) return tooMuchFilm(cause)
  if (NOT_STARTED.has(code)) return cause
  if (DISK_FULL.test(said) || FROM_OUTSIDE.has(killedBy)) return interruptedFilm(cause)
  const bySignal = ENDED_BY_SIGNAL.exec(stderr)
  if (bySignal !== null) {
    const isOver = (bySignal[1] ?? SIGXCPU) === SIGXCPU
    return isOver ? tooMuchFilm(cause) : interruptedFilm(cause)
  }
  // What is left are limits, and memory that was not there where it was taken for granted.
  return killedBy !== null || OUT_OF_MEMORY.test(said) ? tooMuchFilm(cause) : damagedFilm(cause)
}
