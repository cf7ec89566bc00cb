import type { FonanaEvent } from '@/lib/schema/events'
import type { ServerFrame } from '@/lib/schema/frames'
import { encodeJson } from '@/lib/schema/json'
import { type ChannelPosition, formatPosition, parsePosition } from '@/lib/schema/positions'
import { encodeTextFrame } from './text-frame'

/** An event as it goes out: whole WebSocket frames, encoded once for all its readers. */
export interface EventFrame {
  channel: string
  position: ChannelPosition
  full: Buffer
  /** Without what only readers who have the post unlocked may see; null where everybody gets `full`. */
  redacted: Buffer | null
}

export function encodeFrame(frame: ServerFrame): Buffer {
  return encodeTextFrame(encodeJson(frame))
}

/** On a user's own channel a comment is for the author of the post, who has it unlocked: nothing is taken out there. */
export function encodeEvent(event: FonanaEvent): EventFrame {
  const { type, channel, position, at, data } = event
  const isProtected = type === 'comment_added' && data.comment !== undefined && channel.startsWith('post:')
  return {
    channel,
    position: positionOf(event),
    full: encodeTextFrame(encodeJson({ type, channel, position, at, data })),
    redacted: isProtected
      ? encodeTextFrame(encodeJson({ type, channel, position, at, data: { ...data, comment: undefined } }))
      : null,
  }
}

/** Tells a reader that events up to `position` were left out. */
export function encodeResync(channel: string, position: ChannelPosition): EventFrame {
  const frame = encodeFrame({ type: 'resync', channel, position: formatPosition(position) })
  return { channel, position, full: frame, redacted: null }
}

export function positionOf(event: FonanaEvent): ChannelPosition {
  const position = parsePosition(event.position)
  if (position === null) throw new Error(`not a position: ${event.position}`)
  return position
}
