import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import jwt from 'jsonwebtoken'
import { Server } from 'socket.io'
import type { FonanaEvent } from '@/lib/schema/events'
import { channelOf, SECRET } from '../plan'
import { type Contender, makeEvent, microseconds } from './contender'

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
  const offsets = new Map<string, number>()
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
  return {
    start: () =>
      new Promise((resolve) => {
        http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
      }),
    publish,
    async commit(postIndex) {
      const channel = channelOf(postIndex)
      const offset = (offsets.get(channel) ?? 0) + 1
      offsets.set(channel, offset)
      const at = microseconds()
      publish(makeEvent(channel, offset))
      return at
    },
  }
}
