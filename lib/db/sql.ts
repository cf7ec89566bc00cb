import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'

/** Drizzle on either database: both answer `execute` with `{ rows }`. */
export type Sql = PgDatabase<NodePgQueryResultHKT>
