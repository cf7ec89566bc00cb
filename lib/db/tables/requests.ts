import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt } from './columns'
import { users } from './people'

/** What was answered to a request that makes something, by the key its sender gave it: sent again, it is the same. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    key: text('key').notNull(),
    /** Of what was asked for: the key stands for nothing else. */
    fingerprint: text('fingerprint').notNull(),
    /** JSON. Null only within the transaction that makes it. */
    answer: text('answer'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.key] }), index('idempotency_keys_age').on(t.createdAt)],
)
