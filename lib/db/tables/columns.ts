import { sql } from 'drizzle-orm'
import { bigint, customType, jsonb, timestamp } from 'drizzle-orm/pg-core'
import type { Split } from '@/lib/schema/purchases'

export const wholeNumber = (name: string) => bigint(name, { mode: 'bigint' })
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })
export const createdAt = () => instant('created_at').notNull().default(sql`now()`)
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
/** Who gets what. Amounts as decimal text: jsonb numbers would come back as floats. */
export const splits = (name: string) =>
  jsonb(name).$type<(Omit<Split, 'lamports'> & { lamports: string })[]>()
