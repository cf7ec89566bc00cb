import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { plainText, wordSet } from './columns'
import { posts } from './content'
import { creators } from './people'

// What lists and search look things up by. All of it is kept by triggers of the database, so that whoever writes a post
// or a name writes it too; nothing of it is ever answered by itself.

/** A search would have to look through what was put off. */
const AT_ONCE = { fastupdate: false }

/** The tags of published posts that are not deleted, listed or not, one a row: what has a tag is read newest first. */
export const postTags = pgTable(
  'post_tags',
  {
    tag: text('tag').notNull(),
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    authorId: uuid('author_id').notNull(),
    /** `posts.published_id`. */
    publishedId: uuid('published_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tag, t.postId] }),
    // Read by the releases before there were drafts, until none of them runs any more.
    index('post_tags_by_author').on(t.authorId, t.tag, t.postId),
    index('post_tags_in_place').on(t.tag, sql`coalesce(${t.publishedId}, ${t.postId})`),
    index('post_tags_in_place_by_author').on(t.authorId, t.tag, sql`coalesce(${t.publishedId}, ${t.postId})`),
  ],
)

/** Title, teaser and tags of listed posts. Beside the posts: a like, which writes a post anew, has nothing to do here. */
export const postSearch = pgTable(
  'post_search',
  {
    id: uuid('id')
      .primaryKey()
      .references(() => posts.id),
    words: wordSet('words').notNull(),
    /** `posts.published_id`. */
    publishedId: uuid('published_id'),
  },
  (t) => [
    index('post_search_words').using('gin', t.words).with(AT_ONCE),
    index('post_search_in_place').on(sql`coalesce(${t.publishedId}, ${t.id})`),
  ],
)

/** Name and handle; the same with the bio. */
export const creatorSearch = pgTable(
  'creator_search',
  {
    id: uuid('id')
      .primaryKey()
      .references(() => creators.id),
    names: wordSet('names').notNull(),
    words: wordSet('words').notNull(),
  },
  (t) => [
    index('creator_search_names').using('gin', t.names).with(AT_ONCE),
    index('creator_search_words').using('gin', t.words).with(AT_ONCE),
  ],
)

/** Every word that was ever found in any of these: among them is what somebody meant who wrote it wrongly. */
export const searchVocabulary = pgTable('search_vocabulary', { word: plainText('word').primaryKey() })
