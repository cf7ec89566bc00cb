import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { isSocketPath } from './guards'

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * A request to speak WebSocket is the socket's, at its address; at any other it is `elsewhere`'s, or refused. A request to
 * speak anything else is answered as if it had not asked.
 */
export function takeUpgrades(
  server: Server,
  { socket: webSocket, elsewhere = refuse }: { socket: UpgradeListener | null; elsewhere?: UpgradeListener },
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!asksForWebSocket(request)) ignore(server, request, socket, head)
    else if (webSocket !== null && isSocketPath(request)) webSocket(request, socket, head)
    else elsewhere(request, socket, head)
  })
}

function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return /\bwebsocket\b/i.test(headers.upgrade ?? '')
}

/** They speak of what is ignored, or of the connection alone. */
const LEFT_OUT = /^(upgrade|http2-settings|connection)$/i

/**
 * RFC 9110, section 7.8, allows it, and JDK's client and `curl --http2` ask so on every address. Node leaves the
 * connection to whoever listens for upgrades and reads no more of it: the request is put back in front of what follows,
 * without the wish, and the connection is handed to the server anew.
 */
function ignore(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] ?? ''
    if (!LEFT_OUT.test(name)) lines.push(`${name}: ${request.rawHeaders[at + 1]}`)
  }
  // As bytes, as Node has read them.
  const again = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  socket.unshift(Buffer.concat([again, head]))
  server.emit('connection', socket)
}

function refuse(_request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
