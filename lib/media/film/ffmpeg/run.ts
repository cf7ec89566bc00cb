import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { failureIn } from './ending'

export interface RunLimits {
  /** Of processor time. */
  cpuSeconds: number
  wallMs: number
  /** What it may hold in memory. */
  memoryMib: number
  /** How large a file may become that it writes. */
  fileMib: number
}

/**
 * Sets the limits, lets everybody else go first, is the first to go where memory is short, and ends with its parent where the
 * machine can do that; then it becomes the command. Out of processor time it is told so by a signal of its own before it
 * is killed: a machine that is out of memory kills too.
 */
const LIMITED = `ulimit -d "$1"; ulimit -S -t "$2"; ulimit -H -t $(($2 + 60)); ulimit -f "$3"; ulimit -c 0
{ echo 1000 > /proc/self/oom_score_adj; } 2> /dev/null
shift 3
setpriv --pdeathsig KILL true 2> /dev/null && set -- setpriv --pdeathsig KILL "$@"
exec nice -n 19 "$@"`
/** In which POSIX counts the size of files. */
const BLOCKS_PER_MIB = 2_048
/** A timer that is set for longer than it can count goes off at once. */
const WALL_MS_MAX = 12 * 3_600_000

/** No settings and no secrets. */
const ENV = { NODE_ENV: 'production', LC_ALL: 'C' } as const
const STDERR_CHARS_MAX = 4_000
/** What comes before all other words for `ffmpeg` and `ffprobe`: what they say is told apart by its level. */
export const SAYING = ['-v', 'level+info', '-hide_banner'] as const

/**
 * Runs a command on what users have sent: without settings, secrets or a terminal. `read` has what it prints. Throws
 * `unsupported_media`: `too_much` when a limit has ended it, `damaged` when it has failed by itself; `unavailable` where
 * something outside has ended it; what `signal` was aborted with; another error where there is no such command.
 */
export async function runLimited<T>(
  command: string,
  args: readonly string[],
  limits: RunLimits,
  read: (stdout: Readable) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted()
  const { memoryMib, cpuSeconds, fileMib } = limits
  const given = [memoryMib * 1024, cpuSeconds, fileMib * BLOCKS_PER_MIB].map(String)
  const child = spawn('/bin/sh', ['-c', LIMITED, 'sh', ...given, command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ENV,
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARS_MAX)
  })
  let isLate = false
  const overtime = setTimeout(
    () => {
      isLate = true
      child.kill('SIGKILL')
    },
    Math.min(limits.wallMs, WALL_MS_MAX),
  )
  const stop = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', stop)
  const ended = new Promise<{ code: number | null; killedBy: string | null }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, killedBy) => resolve({ code, killedBy }))
  })
  try {
    const [{ code, killedBy }, printed] = await Promise.all([ended, read(child.stdout)])
    signal?.throwIfAborted()
    const failure = failureIn({ command, code, killedBy, isLate, stderr })
    if (failure !== null) throw failure
    return printed
  } finally {
    clearTimeout(overtime)
    signal?.removeEventListener('abort', stop)
    child.kill('SIGKILL')
  }
}

/** All that was printed, as far as it may be. */
export function readUpTo(max: number): (stdout: Readable) => Promise<Buffer> {
  return async (stdout) => {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= max) chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }
}

/** For what prints nothing that is read. */
export const readNothing = readUpTo(0)
