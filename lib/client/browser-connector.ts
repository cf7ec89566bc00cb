import { browserSignals } from './browser-signals'
import type { Connector } from './link'
import { SharedConnector } from './shared-connector'
import { openWebSocket } from './web-socket'

/** One connection for all tabs; each tab on its own where the browser cannot say which of them should have it. */
export function browserConnector(userId: string): Connector {
  if (navigator.locks === undefined || typeof BroadcastChannel === 'undefined') {
    return { open: openWebSocket, close: () => {} }
  }
  return new SharedConnector({
    userId,
    openDirect: openWebSocket,
    locks: navigator.locks,
    openChannel: (name) => new BroadcastChannel(name),
    isVisible: browserSignals.isVisible,
    onVisible: (listener) => browserSignals.listen((signal) => signal === 'visible' && listener()),
  })
}
