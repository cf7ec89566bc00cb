import { Redis } from 'ioredis'

const CONNECT_MS = 2_000
/** Whoever asks has something better to do than to wait for a Redis that hangs. */
const COMMAND_MS = 500
const RETRY_MS_MAX = 1_000

export interface RedisConnections {
  /** For commands. They fail at once while there is no connection. */
  commands: Redis
  /** For what is heard. Whoever uses it subscribes again after each `ready`. */
  subscriber: Redis
  close(): Promise<void>
}

/** Connects in the background and goes on trying for ever: what stands on it has to do without it meanwhile. */
export function openRedis(url: string): RedisConnections {
  const options = {
    connectTimeout: CONNECT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    retryStrategy: (tries: number) => Math.min(50 * 2 ** tries, RETRY_MS_MAX) * (0.5 + Math.random() / 2),
  }
  const commands = new Redis(url, {
    ...options,
    connectionName: 'fonana',
    commandTimeout: COMMAND_MS,
    enableAutoPipelining: true,
    // What was the first one is a copy of another by now: what its name leads to is looked for anew.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  })
  const subscriber = new Redis(url, { ...options, connectionName: 'fonana-subscriber' })
  // Being without it is said by those who notice; without listeners each try would print a line.
  for (const connection of [commands, subscriber]) connection.on('error', () => {})
  return {
    commands,
    subscriber,
    async close() {
      subscriber.disconnect()
      // What was published last is still on its way; after the time for a command nobody waits for it.
      await commands.quit().catch(() => {})
      commands.disconnect()
    },
  }
}
