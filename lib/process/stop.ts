import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { ProcessLog } from './open-log'

/** How long open requests may take to end after the signal to stop. */
const STOP_MS = 10_000
const IDLE_CHECK_MS = 100
/** So long a process without sockets, too, still answers that it is going. */
const NOTICE_MS = 500

interface Stoppable {
  /** From here on the process says that it goes down. */
  goDown(): void
  /** Tells the open sockets to come back later; resolves when all are gone. */
  closeSockets(): Promise<void>
  /** Closes what everything stood on. */
  close(): Promise<void>
}

/**
 * In order: `readyz` says no and upgrades are refused, while what stands before us finds out; sockets are told to come
 * back later; then no new connection, open requests answered, and what they stood on.
 */
export function stopOnSignal(server: Server, { log, close: closeLog }: ProcessLog, parts: Stoppable): void {
  let stopping = false
  const connections = new Set<Socket>()
  server.on('connection', (connection: Socket) => {
    connections.add(connection)
    connection.once('close', () => connections.delete(connection))
  })
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    parts.goDown()
    await Promise.all([parts.closeSockets(), delay(NOTICE_MS)])
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
    const deadline = setTimeout(() => {
      // Not only what speaks HTTP: a connection that was upgraded is no longer the server's own.
      for (const connection of connections) connection.destroy()
    }, STOP_MS)
    await closed
    clearInterval(idle)
    clearTimeout(deadline)
    await parts.close()
    log.info({}, 'stopped')
    await closeLog()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
}
