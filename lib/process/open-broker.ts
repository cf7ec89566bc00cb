import type { Redis } from 'ioredis'
import type { Database } from '@/lib/db/database'
import type { Log } from '@/lib/log'
import type { Broker } from '@/lib/realtime/broker/broker'
import { MemoryBroker } from '@/lib/realtime/broker/broker-memory'

interface OpenedBroker {
  broker: Broker
  /** Null: one process. */
  redis: Redis | null
  /** What every name in Redis begins with: others may use the same server. */
  namespace: string
  close(): Promise<void>
}

/** From here on, what this process commits is told to all that share its database and its Redis. */
export async function openBroker(
  { db, log }: { db: Database; log: Log },
  redisUrl: string | undefined,
): Promise<OpenedBroker> {
  if (redisUrl === undefined) {
    const broker = new MemoryBroker()
    const stop = db.onCommit((events) => broker.publish(events))
    return {
      broker,
      redis: null,
      namespace: 'fonana',
      async close() {
        stop()
        await broker.close()
      },
    }
  }
  // Loaded when it is needed: one process does without it.
  const [{ openRedis }, { RedisBroker }] = await Promise.all([
    import('@/lib/redis'),
    import('@/lib/realtime/broker/broker-redis'),
  ])
  const namespace = `fonana:${await db.deploymentId()}`
  const redis = openRedis(redisUrl)
  const broker = new RedisBroker({ ...redis, namespace, log })
  const stop = db.onCommit((events) => broker.publish(events))
  return {
    broker,
    redis: redis.commands,
    namespace,
    async close() {
      stop()
      await broker.close()
      await redis.close()
    },
  }
}
