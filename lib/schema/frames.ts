import * as z from 'zod'
import { ChannelRef } from './channels'

/** What a client may send on `/ws`. */
export const ClientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), channel: ChannelRef, since: z.string().nullish() }),
  z.object({ type: z.literal('unsubscribe'), channel: ChannelRef }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('authenticate'), token: z.string().min(1).max(8192) }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

export const CLIENT_FRAME_TYPES: ReadonlySet<string> = new Set([
  'subscribe',
  'unsubscribe',
  'ping',
  'authenticate',
])

export type SocketErrorCode =
  | 'bad_request'
  | 'unknown_type'
  | 'unknown_channel'
  | 'forbidden'
  | 'too_many_channels'
  | 'rate_limited'
  | 'unauthorized'

/** What the server answers; events are `FonanaEvent`. */
export type ServerFrame =
  | {
      type: 'connected'
      data: {
        userId: string
        connectionId: string
        expiresAt: string
        pingIntervalMs: number
        reconnectWindowMs: number
        message: string
      }
    }
  | { type: 'subscribed'; channel: string; data: { position: string; recovered: boolean; replayed: number } }
  | { type: 'unsubscribed'; channel: string }
  | { type: 'pong' }
  | { type: 'authenticated'; data: { expiresAt: string } }
  | { type: 'error'; data: { code: SocketErrorCode; message: string; channel?: string } }
  | { type: 'resync'; channel: string; position: string }
