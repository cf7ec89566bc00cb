import { type SQL, sql } from 'drizzle-orm'

/**
 * Where a post stands in lists: an id of the moment when it was published. An expression of a query over `posts`, or over
 * what is called so there.
 */
export const placeOf = (row: 'posts' | 'p' = 'posts'): SQL =>
  sql.raw(`coalesce(${row}.published_id, ${row}.id)`)

/** The same of a row `t` of `post_tags`, by the indexes of that table. */
export const placeOfTagged = sql.raw('coalesce(t.published_id, t.post_id)')

/** Where the post with that id stands; what is not there stands where its id says. */
export const placeOfId = (id: string): SQL =>
  sql`coalesce((select ${placeOf('p')} from posts p where p.id = ${id}::uuid), ${id}::uuid)`
