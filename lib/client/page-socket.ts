import { refreshSession } from '@/lib/client/api/api'
import { reactToGap } from '@/lib/client/cache/gaps'
import { type PublicEvent, type ReactionContext, react } from '@/lib/client/cache/reactions'
import { readSession } from '@/lib/client/cache/session-cache'
import { browserSignals } from '@/lib/client/socket/browser-signals'
import { RealtimeSocket } from '@/lib/client/socket/socket'
import { browserConnector } from '@/lib/client/tabs/browser-connector'

/** The connection of this page, by which its cache is kept in step. `heard` is told of every event after that. */
export function makePageSocket(
  context: ReactionContext,
  heard: (event: PublicEvent) => void,
): RealtimeSocket {
  const { refresher } = context
  return new RealtimeSocket({
    connect: browserConnector,
    signals: browserSignals,
    onEvent(event) {
      react(context, event)
      heard(event)
    },
    onGap: (channel) => reactToGap(refresher, channel),
    checkSession: async () => (await readSession(refresher)) !== null,
    renewToken: async () => (await refreshSession()).token,
  })
}
