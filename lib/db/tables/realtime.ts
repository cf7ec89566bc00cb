import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, wholeNumber } from './columns'

/** One row, made with the tables: processes that share this database, and no others, share what they publish. */
export const deployment = pgTable('deployment', {
  id: text('id').primaryKey().default(sql`substr(md5(random()::text), 1, 12)`),
  /** Hex, secret: what references of payments are made with, so that the chain alone says what was bought. */
  referenceKey: text('reference_key')
    .notNull()
    .default(sql`replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`),
})

/** The top of each channel. The row lock taken to raise it is what puts offsets in commit order. */
export const eventChannels = pgTable('channels', {
  name: text('name').primaryKey(),
  epoch: text('epoch').notNull().default(sql`substr(md5(random()::text), 1, 8)`),
  topOffset: wholeNumber('top_offset').notNull(),
})

export const events = pgTable(
  'events',
  {
    channel: text('channel').notNull(),
    offset: wholeNumber('offset').notNull(),
    type: text('type').notNull(),
    data: jsonb('data').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.channel, t.offset] }),
    // By age: what is trimmed, and what may have been missed a moment ago.
    index('events_at').on(t.at),
  ],
)
