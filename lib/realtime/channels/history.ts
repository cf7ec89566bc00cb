import { readEvents } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import { type EventFrame, encodeEvent } from '@/lib/realtime/frames/event-frame'
import { type ChannelPosition, formatPosition, parsePosition, START_EPOCH } from '@/lib/schema/positions'

/** Who was away for longer than this many events reads the data again. */
const REPLAY_MAX = 500

/** What channels have carried, from the event table. */
export class History {
  readonly #db: Reader
  /** Being read: many come back at once, from the same place. */
  readonly #underway = new Map<string, Promise<EventFrame[] | null>>()

  constructor(db: Reader) {
    this.#db = db
  }

  /** What comes after `since` up to `top`; null when it cannot be had in full. */
  read(channel: string, since: string, top: ChannelPosition): Promise<EventFrame[] | null> {
    const key = `${channel} ${since} ${formatPosition(top)}`
    let reading = this.#underway.get(key)
    if (reading === undefined) {
      reading = this.#read(channel, since, top).finally(() => this.#underway.delete(key))
      this.#underway.set(key, reading)
    }
    return reading
  }

  async #read(channel: string, since: string, top: ChannelPosition): Promise<EventFrame[] | null> {
    const from = parsePosition(since)
    if (from === null) return null
    const isStart = from.epoch === START_EPOCH && from.offset === 0
    if (!isStart && from.epoch !== top.epoch) return null
    const missing = top.offset - from.offset
    if (missing < 0 || missing > REPLAY_MAX) return null
    if (missing === 0) return []
    const events = await readEvents(this.#db, channel, from.offset, top.offset)
    return events.length === missing ? events.map(encodeEvent) : null
  }
}
