import { type SQL, sql } from 'drizzle-orm'
import { audience, type Subjects } from '@/lib/schema/audience'
import type { EventData, EventType, FonanaEvent } from '@/lib/schema/events'
import { type Computed, type Fields, isComputed, jsonObject } from './computed'
import { placedEvents, placeEvents, toEvents } from './event-log'
import type { Sql } from './sql'

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
export interface Writing<Row> {
  /**
   * Common table expressions that write, each depending on the one that takes the first lock. `input`, `touched`,
   * `raised`, `placed` and `written` are taken, by what writes the events.
   */
  ctes: SQL
  /** From `emitting`. */
  events: SQL[]
  /** Columns of the answer, and where they come from. */
  answer: { [K in keyof Row]: Computed<Row[K]> }
  from: SQL
}

const MARK = '\u0000'

const emitting: Emitting = (type, data, subject, from) => {
  const marked: SQL[] = []
  const channels = audience[type](standIns(data, marked), standIns(subject, marked))
  const names = channels.map((channel) => sql`(${withValues(channel, marked)})`)
  return sql`
    select channel, 1 as seq, ${type}::text as type, ${jsonObject(data).sql} as data
    from ${from}, lateral (values ${sql.join(names, sql`, `)}) as heard(channel)`
}

/** Runs the statement. Answers its rows, and the events with their positions. */
export async function writeWithEvents<Row extends object>(
  db: Sql,
  build: (emitting: Emitting) => Writing<Row>,
): Promise<{ result: Row[]; events: FonanaEvent[] }> {
  const { ctes, events, answer, from } = build(emitting)
  const columns = Object.entries<Computed<unknown>>(answer).map(
    ([name, value]) => sql`${value.sql} as ${sql.identifier(name)}`,
  )
  const { rows } = await db.execute<Record<keyof Row, unknown> & { events: string }>(sql`
    with ${ctes}, ${placeEvents(sql.join(events, sql` union all `))}
    select ${sql.join(columns, sql`, `)}, ${placedEvents} as events from ${from}`)
  return {
    result: rows.map(({ events: _, ...row }) => row as Row),
    events: rows[0] === undefined ? [] : toEvents(rows[0].events),
  }
}

/**
 * The value as `audience` is to see it, which names channels by ids: a text that the statement computes is a mark in
 * the name, to be replaced by its SQL. By what is no text no channel can be named.
 */
function standIns<T extends object>(fields: Fields<T>, marked: SQL[]): T {
  const seen: object = {}
  for (const [name, value] of Object.entries(fields)) {
    const property = isComputed(value) ? standIn(name, value, marked) : { value }
    Object.defineProperty(seen, name, { enumerable: true, ...property })
  }
  return seen as T
}

function standIn(name: string, { sql: value, type }: Computed<unknown>, marked: SQL[]): PropertyDescriptor {
  if (type === 'text') return { value: `${MARK}${marked.push(value) - 1}${MARK}` }
  return {
    get() {
      throw new Error(`${name} is known to the statement alone: no channel can be named by it`)
    },
  }
}

/** A channel's name with the statement's own values where the marks are. */
function withValues(name: string, marked: readonly SQL[]): SQL {
  const parts = name
    .split(MARK)
    .map((part, place) => (place % 2 === 0 ? sql`${part}::text` : sql`(${marked[Number(part)]})::text`))
  return sql.join(parts, sql` || `)
}
