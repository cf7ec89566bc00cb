/** A place in a channel: after the event with this offset. Opaque to clients as `epoch.offset`. */
export interface ChannelPosition {
  epoch: string
  offset: number
}

/** Before the first event of a channel that has none yet, whatever epoch it will get. */
export const START_POSITION = '0.0'
export const START_EPOCH = '0'

export function formatPosition({ epoch, offset }: ChannelPosition): string {
  return `${epoch}.${offset}`
}

/** Null when the text is not a position. */
export function parsePosition(text: string): ChannelPosition | null {
  const match = /^([0-9a-z]{1,16})\.(\d{1,15})$/.exec(text)
  return match?.[1] !== undefined ? { epoch: match[1], offset: Number(match[2]) } : null
}

/** Whether `position` is later than `than`; false across epochs, where nothing can be said. */
export function isAfter(position: string, than: string): boolean {
  const a = parsePosition(position)
  const b = parsePosition(than)
  if (a === null || b === null) return false
  return (a.epoch === b.epoch || b.epoch === START_EPOCH) && a.offset > b.offset
}
