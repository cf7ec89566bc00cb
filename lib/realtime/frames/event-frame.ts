import { splitChannel } from '@/lib/schema/channel-names'
import { policyOf } from '@/lib/schema/event-policy'
import type { FonanaEvent } from '@/lib/schema/events'
import type { ServerFrame } from '@/lib/schema/frames'
import { encodeJson } from '@/lib/schema/json'
import { type ChannelPosition, formatPosition, parsePosition } from '@/lib/schema/positions'
import { presentEvent } from '@/lib/words/present-event'
import { encodeTextFrame } from './text-frame'

/** An event as it goes out: whole WebSocket frames, encoded once for all its readers. */
export interface EventFrame {
  channel: string
  position: ChannelPosition
  full: Buffer
  /** Without what only readers with the right of the channel may see; null where everybody gets `full`. */
  redacted: Buffer | null
  /** After it the channel may be there no more for this reader or that. */
  mayEnd: boolean
}

export function encodeFrame(frame: ServerFrame): Buffer {
  return encodeTextFrame(encodeJson(frame))
}

/** An event of which nobody here knows who may see what of it is sent to nobody: in its place stands a `resync`. */
export function encodeEvent(event: FonanaEvent): EventFrame {
  const { type, channel, position, at, data } = presentEvent(event)
  const policy = policyOf(type)
  if (policy === null) return encodeResync(channel, positionOf(event))
  const hidden = policy.redacted
  const { kind } = splitChannel(channel)
  const isRedacted = hidden !== undefined && hidden.on === kind
  const redacted = isRedacted ? redact(data, hidden.without) : null
  return {
    channel,
    position: positionOf(event),
    full: encodeTextFrame(encodeJson({ type, channel, position, at, data })),
    redacted: redacted && encodeTextFrame(encodeJson({ type, channel, position, at, data: redacted })),
    mayEnd: policy.mayEnd === kind,
  }
}

/** Tells a reader that events up to `position` were left out. */
export function encodeResync(channel: string, position: ChannelPosition): EventFrame {
  const frame = encodeFrame({ type: 'resync', channel, position: formatPosition(position) })
  return { channel, position, full: frame, redacted: null, mayEnd: false }
}

export function positionOf(event: FonanaEvent): ChannelPosition {
  const position = parsePosition(event.position)
  if (position === null) throw new Error(`not a position: ${event.position}`)
  return position
}

/** The data without these fields; null when it has none of them. */
function redact(data: FonanaEvent['data'], fields: readonly string[]): object | null {
  const found = Object.entries(data).filter(([name, value]) => value !== undefined && fields.includes(name))
  if (found.length === 0) return null
  return { ...data, ...Object.fromEntries(found.map(([name]) => [name, undefined])) }
}
