import { type RawData, WebSocket } from 'ws'
import type { Connection } from './connection'

/** A socket that knows its connection, so that the listeners are shared by all of them. */
export class ConnectionSocket extends WebSocket {
  connection: Connection | null = null
}

export function listenTo(connection: Connection, ws: ConnectionSocket): void {
  ws.connection = connection
  ws.on('message', onMessage)
  ws.on('close', onClose)
  ws.on('error', onError)
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  // The default `binaryType` gives one buffer per message.
  ownerOf(this)?.receive({ data: data as Buffer, isBinary })
}

function onClose(this: WebSocket, code: number): void {
  ownerOf(this)?.wasClosed(code)
}

/** The close that follows says everything; without a listener the error would end the process. */
function onError(): void {}

function ownerOf(ws: WebSocket): Connection | null {
  return ws instanceof ConnectionSocket ? ws.connection : null
}
