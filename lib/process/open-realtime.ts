import type { Config } from '@/lib/config'
import type { SessionContext } from '@/lib/domain/accounts/sessions'
import type { DomainContext } from '@/lib/domain/context'
import type { Log } from '@/lib/log'
import type { Broker } from '@/lib/realtime/broker/broker'
import { Realtime, type RealtimeOptions } from '@/lib/realtime/socket'
import { openAuthorization } from './open-authorization'

interface RealtimeContext extends SessionContext, DomainContext, Pick<RealtimeOptions, 'observeLag'> {
  config: Config
  broker: Broker
  log: Log
}

export function openRealtime(context: RealtimeContext): Realtime {
  const { db, broker, log, config, observeLag } = context
  return new Realtime({
    db,
    broker,
    log,
    ...(observeLag === undefined ? {} : { observeLag }),
    origins: new Set([...config.ownOrigins, ...config.allowedOrigins]),
    trustProxy: config.trustProxy,
    rateLimit: config.rateLimit,
    authorization: openAuthorization(context),
  })
}
