import { boolean, date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { posts } from './content'

/** How many readers a post has had, each of them once a day. What is not there has had none. */
export const postViews = pgTable('post_views', {
  postId: uuid('post_id')
    .primaryKey()
    .references(() => posts.id),
  /** Its card has been on their screen. Who has opened it has seen it. */
  seenCount: integer('seen_count').notNull(),
  /** Its page. */
  openedCount: integer('opened_count').notNull(),
})

/** Who was counted today, so that nobody is counted twice. */
export const viewMarks = pgTable(
  'view_marks',
  {
    /** UTC. */
    day: date('day', { mode: 'string' }).notNull(),
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    opened: boolean('opened').notNull(),
    /** A hash with the day's salt: once that is deleted it says nothing of anybody. */
    reader: text('reader').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.postId, t.opened, t.reader] })],
)

export const viewSalts = pgTable('view_salts', {
  day: date('day', { mode: 'string' }).primaryKey(),
  salt: text('salt').notNull(),
})
