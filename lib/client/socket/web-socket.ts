import { SUBPROTOCOL } from '@/lib/schema/socket-protocol'
import type { Link, LinkListener } from './link'

/** A connection of this page's own to the site's `/ws`; the session's cookie goes with it. */
export function openWebSocket({ onText, onClose }: LinkListener): Link {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const socket = new WebSocket(`${scheme}://${location.host}/ws`, SUBPROTOCOL)
  socket.onmessage = ({ data }) => onText(String(data))
  socket.onclose = ({ code }) => onClose(code)
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => socket.close(),
  }
}
