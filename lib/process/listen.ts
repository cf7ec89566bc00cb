import type { Server } from 'node:http'
import { type Config, ConfigError } from '@/lib/config'

/** Throws `ConfigError` when the address cannot be had. */
export async function listen(server: Server, { port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE'
      reject(new ConfigError(inUse ? `PORT: ${port} is already in use` : `HOST: ${host}: ${error.message}`))
    })
    server.listen(port, host, resolve)
  })
}
