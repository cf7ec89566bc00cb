import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from './columns'
import { posts } from './content'
import { creators } from './people'

/** Posts of a creator that belong together, in an order of their own. */
export const series = pgTable(
  'series',
  {
    id: uuid('id').primaryKey(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    /** Among the series of their creator. */
    place: integer('place').notNull(),
    createdAt: createdAt(),
    /** When title or description were changed last. */
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  },
  (t) => [index('series_by_creator').on(t.creatorId, t.place)],
)

/** Which posts are in a series: each in one at most. */
export const seriesPosts = pgTable(
  'series_posts',
  {
    postId: uuid('post_id')
      .primaryKey()
      .references(() => posts.id),
    seriesId: uuid('series_id')
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    /** Each once in a series. */
    place: integer('place').notNull(),
  },
  (t) => [index('series_posts_in_place').on(t.seriesId, t.place)],
)
