import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/**
 * `column in (values)` with all values as one parameter: a statement for each number of values would fill what a
 * connection keeps planned, and nothing else would be prepared any more.
 */
export function anyOf(column: PgColumn, values: readonly string[]): SQL {
  const type = sql.raw(column.getSQLType())
  return sql`${column} = any(array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)::${type}))`
}
