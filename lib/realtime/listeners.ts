import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { Connection } from './connection'

/** The listeners are shared by all connections: whose event it is hangs on the socket they are called with. */
const owners = new WeakMap<object, Connection>()

export function listenTo(connection: Connection, ws: WebSocket, socket: Duplex): void {
  owners.set(ws, connection)
  owners.set(socket, connection)
  ws.on('message', onMessage)
  ws.on('pong', onSignOfLife)
  ws.on('ping', onSignOfLife)
  ws.on('close', onClose)
  ws.on('error', onError)
  socket.on('drain', onDrain)
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  // The default `binaryType` gives one buffer per message.
  owners.get(this)?.receive({ data: data as Buffer, isBinary })
}

/** Of pings, which the library answers, and of pongs. */
function onSignOfLife(this: WebSocket): void {
  const connection = owners.get(this)
  if (connection) connection.alive = true
}

function onClose(this: WebSocket): void {
  owners.get(this)?.wasClosed()
}

/** The close that follows says everything; without a listener the error would end the process. */
function onError(): void {}

function onDrain(this: Duplex): void {
  owners.get(this)?.outbox.flush()
}
