import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { TierName } from '@/lib/schema/tiers'
import { createdAt, instant, wholeNumber } from './columns'
import { creators, users } from './people'

/** Ids grow with time (UUID v7), so that keyset paging by id is paging by age. */
export const posts = pgTable(
  'posts',
  {
    id: uuid('id').primaryKey(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => creators.id),
    title: text('title').notNull(),
    teaser: text('teaser').notNull(),
    body: text('body').notNull(),
    minTier: text('min_tier').$type<TierName>(),
    priceLamports: wholeNumber('price_lamports'),
    likesCount: integer('likes_count').notNull().default(0),
    commentsCount: integer('comments_count').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    index('posts_feed').on(t.id.desc()).where(sql`${t.deletedAt} is null`),
    index('posts_author').on(t.authorId, t.id.desc()).where(sql`${t.deletedAt} is null`),
    check('posts_price', sql`${t.priceLamports} >= 1000000`),
  ],
)

/** An image. `use` says what it belongs to; without one only its owner sees it. The bytes lie in the media store. */
export const media = pgTable(
  'media',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id),
    use: text('use').$type<'post' | 'avatar' | 'cover'>(),
    postId: uuid('post_id').references(() => posts.id),
    place: integer('place').notNull().default(0),
    mime: text('mime').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    bytes: integer('bytes').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('media_post').on(t.postId, t.place)],
)

export const likes = pgTable(
  'likes',
  {
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.userId] })],
)

export const comments = pgTable(
  'comments',
  {
    id: uuid('id').primaryKey(),
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    parentId: uuid('parent_id'),
    body: text('body').notNull(),
    createdAt: createdAt(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    index('comments_post').on(t.postId, t.id).where(sql`${t.deletedAt} is null`),
    foreignKey({ columns: [t.parentId], foreignColumns: [t.id] }),
  ],
)
