import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
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
    /** Otherwise it is for its author and for who has bought it alone, and not for sale. */
    listed: boolean('listed').notNull().default(true),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    // Read backwards: drizzle's `desc()` puts nulls last, and so serves no `order by … desc` of ours.
    index('posts_newest').on(t.id).where(sql`${t.deletedAt} is null`),
    index('posts_by_author').on(t.authorId, t.id).where(sql`${t.deletedAt} is null`),
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
    /** When it was let go; null for what has never been used, or was let go by a release before. */
    unusedSince: instant('unused_since'),
    /** How its preview was made; null: by a release whose previews told too much. */
    previewVersion: integer('preview_version'),
    /** Which widths of it are kept; null: none yet, by a release that had none. */
    variantsVersion: integer('variants_version'),
    /** What a card carries of its preview: base64 of a tiny WebP. Null: none yet. */
    placeholder: text('placeholder'),
    /** It has been an avatar or a cover: copies may lie in public caches for long, and it can protect nothing. */
    wasPublic: boolean('was_public').notNull().default(false),
  },
  (t) => [
    index('media_owner').on(t.ownerId, t.bytes),
    index('media_post').on(t.postId, t.place),
    index('media_old_preview').on(t.id).where(sql`${t.previewVersion} is null`),
    index('media_unused').on(t.createdAt).where(sql`${t.use} is null`),
  ],
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
    /** The author of the post, to read what happens on all their posts; null in rows that are still to be filled in. */
    postAuthorId: uuid('post_author_id'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.postId, t.userId] }),
    index('likes_by_post_author').on(t.postAuthorId, t.createdAt).where(sql`${t.postAuthorId} is not null`),
    index('likes_without_author').on(t.postId).where(sql`${t.postAuthorId} is null`),
  ],
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
    /** As in `likes`. */
    postAuthorId: uuid('post_author_id'),
    parentId: uuid('parent_id'),
    body: text('body').notNull(),
    createdAt: createdAt(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    index('comments_by_thread')
      .on(t.postId, sql`coalesce(${t.parentId}, ${t.id}) desc`, t.id)
      .where(sql`${t.deletedAt} is null`),
    index('comments_by_post_author')
      .on(t.postAuthorId, t.id)
      .where(sql`${t.deletedAt} is null and ${t.postAuthorId} is not null`),
    index('comments_without_author').on(t.postId).where(sql`${t.postAuthorId} is null`),
    foreignKey({ columns: [t.parentId], foreignColumns: [t.id] }),
  ],
)
