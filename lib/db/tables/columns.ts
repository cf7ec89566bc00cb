import { sql } from 'drizzle-orm'
import { bigint, customType, jsonb, timestamp } from 'drizzle-orm/pg-core'
import type { Split } from '@/lib/schema/purchases'

export const wholeNumber = (name: string) => bigint(name, { mode: 'bigint' })
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })
export const createdAt = () => instant('created_at').notNull().default(sql`now()`)
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
/** Words as `words_of` finds them, without places: https://www.postgresql.org/docs/15/datatype-textsearch.html */
export const wordSet = customType<{ data: string }>({ dataType: () => 'tsvector' })
/** Compared by its code points, whatever the locale of the database: so that what begins alike stands together. */
export const plainText = customType<{ data: string }>({ dataType: () => 'text collate "C"' })
/** Who gets what. Amounts as decimal text: jsonb numbers would come back as floats. */
export const splits = (name: string) =>
  jsonb(name).$type<(Omit<Split, 'lamports'> & { lamports: string })[]>()
