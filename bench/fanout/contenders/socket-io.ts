import { createServer } from 'node:http'
import jwt from 'jsonwebtoken'
import { Server } from 'socket.io'
import type { FonanaEvent } from '@/lib/schema/events'
import { SECRET } from '../plan'
import { type Contender, withoutDatabase } from './contender'

/** Longer than the bench: its readers answer pings of WebSocket, not those of engine.io. */
const PING_MS = 3_600_000

/** As its documentation shows it, without the long polling. */
export function openSocketIo(): Contender {
  const http = createServer()
  const io = new Server(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    pingInterval: PING_MS,
    serveClient: false,
  })
  io.use((socket, next) => {
    try {
      jwt.verify(String(socket.handshake.query.token), SECRET)
      next()
    } catch (error) {
      next(error as Error)
    }
  })
  io.on('connection', (socket) => {
    socket.on('subscribe', (channel: string) => {
      void socket.join(channel)
      socket.emit('subscribed', channel)
    })
  })
  const publish = (event: FonanaEvent) => {
    io.to(event.channel).emit('event', event)
  }
  return withoutDatabase(http, publish)
}
