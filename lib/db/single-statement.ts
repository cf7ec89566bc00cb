import { SQL, sql } from 'drizzle-orm'
import { audience, type Subjects } from '@/lib/schema/audience'
import type { EventData, EventType, FonanaEvent } from '@/lib/schema/events'
import { encodeJson } from '@/lib/schema/json'
import { placedEvents, placeEvents, toEvents } from './event-log'
import type { Sql } from './transaction'

/** The fields of a value, each known beforehand or only to the statement. */
type Fields<T> = { [K in keyof T]: T[K] | SQL }

/**
 * Turns an event into SQL: a `select` of its rows, one for each channel and each row of `from`. Who hears it is asked
 * of `audience`, as everywhere. Events of one statement must not share a channel.
 */
export type Emitting = <T extends EventType>(
  type: T,
  data: Fields<EventData<T>>,
  subject: Fields<Subjects[T]>,
  from: SQL,
) => SQL

/** What a single statement consists of. */
export interface Writing {
  /** Common table expressions that write, each depending on the one that takes the first lock. */
  ctes: SQL
  /** From `emitting`. */
  events: SQL[]
  /** Columns of the answer, and where they come from. */
  select: SQL
}

const MARK = '\u0000'

const emitting: Emitting = (type, data, subject, from) => {
  const slots: SQL[] = []
  const mark = (fields: object) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => {
        if (!isSql(value)) return [name, value]
        slots.push(value)
        return [name, `${MARK}${slots.length - 1}${MARK}`]
      }),
    )
  const channels = audience[type](mark(data) as never, mark(subject) as never)
  const names = channels.map((channel) => sql`(${fill(channel, slots)})`)
  const fields = Object.entries(data).map(
    ([name, value]) => sql`${name}::text, ${isSql(value) ? value : toJsonb(value)}`,
  )
  return sql`
    select channel, 1 as seq, ${type}::text as type, jsonb_build_object(${sql.join(fields, sql`, `)}) as data
    from ${from}, lateral (values ${sql.join(names, sql`, `)}) as heard(channel)`
}

/** Runs the statement. Answers its rows, and the events with their positions. */
export async function writeWithEvents<Row>(
  db: Sql,
  build: (emitting: Emitting) => Writing,
): Promise<{ result: Row[]; events: FonanaEvent[] }> {
  const { ctes, events, select } = build(emitting)
  const { rows } = await db.execute<Record<string, unknown> & { events: Parameters<typeof toEvents>[0] }>(sql`
    with ${ctes}, ${placeEvents(sql.join(events, sql` union all `))}
    select answer.*, ${placedEvents} as events from (${select}) as answer`)
  return { result: rows as Row[], events: toEvents(rows[0]?.events ?? []) }
}

function isSql(value: unknown): value is SQL {
  return value instanceof SQL
}

function toJsonb(value: unknown): SQL {
  return sql`${encodeJson(value)}::jsonb`
}

/** A channel's name with the statement's own values where the marks are. */
function fill(name: string, slots: readonly SQL[]): SQL {
  const parts = name
    .split(MARK)
    .map((part, place) => (place % 2 === 0 ? sql`${part}::text` : sql`(${slots[Number(part)]})::text`))
  return sql.join(parts, sql` || `)
}
