import type { Server } from 'node:http'
import { type Config, ConfigError } from '@/lib/config'

/** How often Node looks for requests that take too long: what `createServer` is made with. */
export const SERVER_OPTIONS = { connectionsCheckingInterval: 5_000 }

/**
 * A connection that is kept is closed by who opened it: the proxy before us (nginx: after 60 s) or a client. Closed from
 * here, it could be in the moment in which a request comes over it, which is then lost.
 */
export const KEEP_ALIVE_MS = 75_000

/** Who has not said by then what they want is let go: a head is small, on the slowest line too. */
const HEAD_MS = 15_000
/** So long a whole request may take to arrive: an upload over a slow line. Smaller bodies have less (`lib/http/bodies`). */
const REQUEST_MS = 300_000

/** Throws `ConfigError` when the address cannot be had. */
export async function listen(server: Server, { port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = HEAD_MS
  server.requestTimeout = REQUEST_MS
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE'
      reject(new ConfigError(inUse ? `PORT: ${port} is already in use` : `HOST: ${host}: ${error.message}`))
    })
    server.listen(port, host, resolve)
  })
}
