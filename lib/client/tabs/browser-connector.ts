import { browserSignals } from '@/lib/client/socket/browser-signals'
import type { Connector } from '@/lib/client/socket/link'
import { openWebSocket } from '@/lib/client/socket/web-socket'
import { SharedConnector } from './shared-connector'

const alone: Connector = { open: openWebSocket, close: () => {} }

/** One connection for all tabs; each tab on its own where the browser cannot say which of them should have it. */
export function browserConnector(userId: string): Connector {
  if (navigator.locks === undefined) return alone
  try {
    return new SharedConnector({
      userId,
      openDirect: openWebSocket,
      locks: navigator.locks,
      openChannel: (name) => new BroadcastChannel(name),
      isVisible: browserSignals.isVisible,
      onVisible: (listener) => browserSignals.listen((signal) => signal === 'visible' && listener()),
    })
  } catch {
    // There is no channel between tabs here, or it is refused as storage is.
    return alone
  }
}
