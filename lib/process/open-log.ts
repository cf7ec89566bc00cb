import pino, { type DestinationStream } from 'pino'
import type { Log } from '@/lib/log'

export interface ProcessLog {
  log: Log
  close(): Promise<void>
}

/** So much of the log waits for a reader that is slow; what comes on top of it is dropped. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024
const FLUSH_MS = 1_000

interface LogOptions {
  /** For people in a terminal; otherwise a JSON object a line. */
  readable: boolean
}

/**
 * The process's log, on standard output. Written in the background: whoever reads it (a terminal that was stopped, a
 * collector that hangs) must not be able to hold up the server. `close` hands over what is still waiting, if somebody
 * takes it.
 */
export async function openLog({ readable }: LogOptions): Promise<ProcessLog> {
  const destination = pino.destination({ dest: 1, sync: false, maxLength: WAITING_BYTES_MAX })
  const log = pino(
    { base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    readable ? await prettyInto(destination) : destination,
  )
  return {
    log,
    close: () =>
      new Promise<void>((resolve) => {
        destination.once('close', resolve)
        destination.end()
        // What nobody takes by then is given up; left to itself it would be written at the exit, for ever.
        setTimeout(() => destination.destroy(), FLUSH_MS)
      }),
  }
}

/** Loaded only here: production has no use for it. */
async function prettyInto(destination: DestinationStream): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty')
  return pretty({ destination, colorize: process.stdout.isTTY, translateTime: 'UTC:HH:MM:ss.l' })
}
