import { createServer } from 'node:http'
import jwt from 'jsonwebtoken'
import { type WebSocket, WebSocketServer } from 'ws'
import type { FonanaEvent } from '@/lib/schema/events'
import { SECRET } from '../plan'
import { type Contender, withoutDatabase } from './contender'

/** What most write first: a token checked with a string secret, one `JSON.stringify` and one `send` per reader. */
export function openPlainWs(): Contender {
  const rooms = new Map<string, Set<WebSocket>>()
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false })
  const http = createServer()
  http.on('upgrade', (request, socket, head) => {
    const token = new URL(request.url ?? '', 'http://localhost').searchParams.get('token') ?? ''
    try {
      jwt.verify(token, SECRET)
    } catch {
      socket.destroy()
      return
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => {})
      ws.on('message', (data) => {
        const { channel } = JSON.parse(data.toString())
        const room = rooms.get(channel) ?? new Set()
        rooms.set(channel, room.add(ws))
        ws.on('close', () => room.delete(ws))
        ws.send(JSON.stringify({ type: 'subscribed', channel }))
      })
      ws.send(JSON.stringify({ type: 'connected' }))
    })
  })
  const publish = (event: FonanaEvent) => {
    for (const ws of rooms.get(event.channel) ?? []) ws.send(JSON.stringify(event))
  }
  return withoutDatabase(http, publish)
}
