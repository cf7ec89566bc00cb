import { SQL, type SQLChunk, StringChunk, sql } from 'drizzle-orm'
import { encodeJson } from '@/lib/schema/json'

/** A value that only the running statement knows, with the type it will have. */
export interface Computed<T> {
  readonly sql: SQL
  readonly type: 'text' | 'number' | 'json'
  /** Never set: it ties `T` to the value. */
  readonly as?: T
}

/** The fields of a value, each known beforehand or computed by the statement. */
export type Fields<T> = { [K in keyof T]: T[K] | Computed<T[K]> }

export function text(value: SQL): Computed<string> {
  return { sql: value, type: 'text' }
}

export function number(value: SQL): Computed<number> {
  return { sql: value, type: 'number' }
}

/** A JSON object put together by the statement, as `encodeJson` would write it. Its names are those of the code. */
export function jsonObject<T extends object>(fields: Fields<T>): Computed<T> {
  const chunks: SQLChunk[] = []
  for (const [name, value] of Object.entries(fields)) {
    chunks.push(new StringChunk(`${chunks.length === 0 ? '' : ', '}'${name}', `))
    if (isComputed(value)) chunks.push(value.sql)
    else chunks.push(encodeJson(value), new StringChunk('::jsonb'))
  }
  return { sql: sql`jsonb_build_object(${new SQL(chunks)})`, type: 'json' }
}

export function isComputed(value: unknown): value is Computed<unknown> {
  return typeof value === 'object' && value !== null && 'sql' in value && 'type' in value
}
