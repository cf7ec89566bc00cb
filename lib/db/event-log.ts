import { eq, type SQL, sql } from 'drizzle-orm'
import type { EventType, FonanaEvent } from '@/lib/schema/events'
import { decodeJson, encodeJson } from '@/lib/schema/json'
import { type ChannelPosition, formatPosition, START_EPOCH } from '@/lib/schema/positions'
import { ago } from './clock'
import type { Reader } from './reader'
import type { Sql } from './sql'
import { eventChannels, events } from './tables/realtime'

export interface PendingEvent {
  channel: string
  type: EventType
  data: unknown
}

interface PlacedRow {
  channel: string
  seq: number
  type: string
  data: unknown
  epoch: string
  offset: number
  at: string
}

/**
 * The part of a statement that writes events: a list of common table expressions that ends in `placed`, the events
 * with their positions. It takes the rows of the touched channels in the order of their names, so that two writers
 * never wait for each other in a circle, and holds them until the commit: offsets have no gap and stand in commit
 * order. `source` selects `channel, seq, type, data`, with `seq` from 1 on in each channel; whatever else the
 * statement locks it has to lock before, so `source` must depend on it.
 */
export function placeEvents(source: SQL): SQL {
  return sql`
    input as materialized (
      select channel, seq, type, data, date_trunc('milliseconds', clock_timestamp()) as at from (${source}) as source
    ), touched as (
      select channel, count(*) as n from input group by channel order by channel
    ), raised as (
      insert into channels (name, top_offset) select channel, n from touched order by channel
      on conflict (name) do update set top_offset = channels.top_offset + excluded.top_offset
      returning name, epoch, top_offset
    ), placed as (
      select i.channel, i.seq, i.type, i.data, i.at, r.epoch, r.top_offset - t.n + i.seq as "offset"
      from input i join raised r on r.name = i.channel join touched t on t.channel = i.channel
    ), written as (
      insert into events (channel, "offset", type, data, at) select channel, "offset", type, data, at from placed
    )`
}

/** The events of `placed` as one JSON text, in no order. To be read with `toEvents`. */
export const placedEvents = sql<string>`(select coalesce(json_agg(json_build_object(
    'channel', channel, 'seq', seq, 'type', type, 'data', data, 'epoch', epoch, 'offset', "offset",
    'at', to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]')::text from placed)`

export function toEvents(placed: string): FonanaEvent[] {
  const rows = decodeJson(placed) as PlacedRow[]
  return rows.map(({ channel, type, data, epoch, offset, at }) => {
    const position = formatPosition({ epoch, offset })
    return { type, channel, position, at, data } as FonanaEvent
  })
}

/** Writes the events of a transaction and gives them their positions, in one statement. Run it last. */
export async function appendEvents(db: Sql, pending: readonly PendingEvent[]): Promise<FonanaEvent[]> {
  if (pending.length === 0) return []
  const counts = new Map<string, number>()
  const input = pending.map(({ channel, type, data }) => {
    const seq = (counts.get(channel) ?? 0) + 1
    counts.set(channel, seq)
    return { channel, seq, type, data }
  })
  const source = sql`
    select channel, seq, type, data
    from jsonb_to_recordset(${encodeJson(input)}::jsonb) as x(channel text, seq int, type text, data jsonb)`
  const { rows } = await db.execute<{
    channel: string
    seq: number
    epoch: string
    offset: string
    at: string
  }>(sql`
    with ${placeEvents(source)}
    select channel, seq, epoch, "offset"::text, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from placed`)
  const placed = new Map(rows.map((row) => [`${row.channel} ${row.seq}`, row]))
  return input.map(({ channel, seq, type, data }) => {
    const row = placed.get(`${channel} ${seq}`)
    if (row === undefined) throw new Error(`event ${type} was not written to ${channel}`)
    const position = formatPosition({ epoch: row.epoch, offset: Number(row.offset) })
    return { type, channel, position, at: row.at, data } as FonanaEvent
  })
}

/** The newest position of a channel; the start where nothing was ever emitted. */
export async function topPosition(db: Reader, channel: string): Promise<ChannelPosition> {
  return (await topPositions(db, [channel])).get(channel) ?? { epoch: START_EPOCH, offset: 0 }
}

/** The newest position of each of these channels; those on which nothing was ever emitted are absent. */
export async function topPositions(
  db: Reader,
  channels: readonly string[],
): Promise<Map<string, ChannelPosition>> {
  return readTops(db, sql`select jsonb_array_elements_text(${JSON.stringify(channels)}::jsonb)`)
}

/** How long a commit may take after its events were written, and a clock be off. */
const RECENT = '10 seconds'

/** The newest position of each channel on which something was emitted in the last seconds. */
export async function recentTops(db: Reader): Promise<Map<string, ChannelPosition>> {
  return readTops(db, sql`select channel from events where at > ${ago(RECENT)}`)
}

/** `names` selects one column. */
async function readTops(db: Reader, names: SQL): Promise<Map<string, ChannelPosition>> {
  const { name, epoch, topOffset } = eventChannels
  const rows = await db
    .select({ name, epoch, topOffset })
    .from(eventChannels)
    .where(sql`${name} in (${names})`)
  return new Map(rows.map((row) => [row.name, { epoch: row.epoch, offset: Number(row.topOffset) }]))
}

/**
 * Gives every channel a new epoch: positions that were handed out before mean nothing from then on. For a database that
 * was put back to an earlier state, whose offsets will be given out a second time. Answers how many channels there are.
 */
export async function renewEpochs(db: Sql): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    with renewed as (update channels set epoch = substr(md5(random()::text), 1, 8) returning 1)
    select count(*)::int as n from renewed`)
  return rows[0]?.n ?? 0
}

/** Events of a channel with `from < offset <= to`, in order. */
export async function readEvents(
  db: Reader,
  channel: string,
  from: number,
  to: number,
): Promise<FonanaEvent[]> {
  const rows = await db
    .select({
      type: events.type,
      epoch: eventChannels.epoch,
      offset: events.offset,
      data: sql<string>`${events.data}::text`,
      at: sql<string>`to_char(${events.at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    })
    .from(events)
    .innerJoin(eventChannels, eq(eventChannels.name, events.channel))
    .where(sql`${events.channel} = ${channel} and ${events.offset} > ${from} and ${events.offset} <= ${to}`)
    .orderBy(events.offset)
  return rows.map(
    (row) =>
      ({
        type: row.type,
        channel,
        position: formatPosition({ epoch: row.epoch, offset: Number(row.offset) }),
        at: row.at,
        data: decodeJson(row.data),
      }) as FonanaEvent,
  )
}

/**
 * SQL for the position of a channel inside another statement, so that the data and its position are one snapshot:
 * ``select …, ${positionOf(sql`'post:' || ${posts.id}`)} as position``.
 */
export function positionOf(channel: ReturnType<typeof sql>) {
  return sql<string>`coalesce((select c.epoch || '.' || c.top_offset from channels c where c.name = ${channel}), '0.0')`
}
