import type { SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { expect } from 'vitest'
import { checkLedger } from '@/lib/audit/check-ledger'
import type { TestApp } from '@/tests/support/app/start-app'

export interface Tampering {
  one<T extends PgTable>(table: T, where: SQL | undefined): Promise<T['$inferSelect']>
  /** What the check says of a row that somebody has changed; it is put right again. */
  faultsWith<T extends PgTable>(
    table: T,
    where: SQL | undefined,
    change: Partial<T['$inferInsert']>,
  ): Promise<string[]>
}

/** Changes rows of an app behind its back. */
export function tamperingWith({ app }: TestApp): Tampering {
  const one: Tampering['one'] = async (table: PgTable, where) => {
    const [row] = await app.db.read.select().from(table).where(where)
    if (row === undefined) throw new Error('there is no such row')
    return row
  }
  return {
    one,
    async faultsWith(table: PgTable, where, change) {
      const before: Record<string, unknown> = await one(table, where)
      const set = (values: object) => app.db.transact((tx) => tx.sql.update(table).set(values).where(where))
      await set(change)
      const { faults } = await checkLedger(app)
      await set(Object.fromEntries(Object.keys(change).map((name) => [name, before[name]])))
      return faults
    },
  }
}

export const saying = (...parts: (string | bigint | null)[]) => expect.stringContaining(parts.join(''))
