import { ChannelRef } from '@/lib/schema/channels'
import { CLIENT_FRAME_TYPES, ClientFrame, type SocketErrorCode } from '@/lib/schema/frames'

/** A message as it arrived. */
export interface Message {
  data: Buffer
  isBinary: boolean
}

export type ParsedFrame =
  | { ok: true; frame: ClientFrame }
  | { ok: false; code: SocketErrorCode; message: string }

/** What a client sent, or which error it is answered. */
export function parseFrame({ data, isBinary }: Message): ParsedFrame {
  if (isBinary) return refuse('bad_request', 'Only text frames are understood')
  let value: unknown
  try {
    value = JSON.parse(data.toString())
  } catch {
    return refuse('bad_request', 'Not JSON')
  }
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') {
    return refuse('bad_request', 'A frame is an object with a type')
  }
  if (!CLIENT_FRAME_TYPES.has(value.type)) return refuse('unknown_type', 'There is no such type of frame')

  const parsed = ClientFrame.safeParse(value)
  if (parsed.success) return { ok: true, frame: parsed.data }
  if ('channel' in value && !ChannelRef.safeParse(value.channel).success) {
    return refuse('unknown_channel', 'There is no such channel')
  }
  const issue = parsed.error.issues[0]
  return refuse('bad_request', `${issue?.path.join('.')}: ${issue?.message}`)
}

function refuse(code: SocketErrorCode, message: string): ParsedFrame {
  return { ok: false, code, message }
}
