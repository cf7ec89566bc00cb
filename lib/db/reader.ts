import type { Sql } from './sql'

/**
 * What a read needs; `db.read` and `tx.sql` both are one. It has no way to spell a write: neither `execute` nor `with`,
 * which would hand out `insert`, `update` and `delete` again, and the database refuses a write inside a `select`.
 * Locks (`for`) mean nothing outside a transaction: what takes one asks for a `Tx`.
 */
export type Reader = Pick<Sql, 'select' | 'selectDistinct' | 'selectDistinctOn'>

/** Nothing else can be reached through it at run time either. */
export function createReader(sql: Sql): Reader {
  return {
    select: sql.select.bind(sql),
    selectDistinct: sql.selectDistinct.bind(sql),
    selectDistinctOn: sql.selectDistinctOn.bind(sql),
  }
}
