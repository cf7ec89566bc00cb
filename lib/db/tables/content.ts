import { type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MediaFailure, MediaKind, MediaState } from '@/lib/schema/media'
import type { PostStatus } from '@/lib/schema/posts'
import type { TierName } from '@/lib/schema/tiers'
import { createdAt, instant, wholeNumber } from './columns'
import { creators, users } from './people'

/**
 * Ids grow with time (UUID v7), so that keyset paging by id is paging by age. Lists are in the order of publication:
 * `place` says it for each row.
 */
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
    /** Otherwise it is for its author and for who has bought it alone, and not for sale. Drafts are not. */
    listed: boolean('listed').notNull().default(true),
    status: text('status').$type<PostStatus>().notNull().default('published'),
    /** By the database's clock; of scheduled posts alone. */
    publishAt: instant('publish_at'),
    /** An id of the moment when a draft was published; null for what was published at once. */
    publishedId: uuid('published_id'),
    commentsOpen: boolean('comments_open').notNull().default(true),
    /** Who has bought it, or opens it as a member, sees its pictures with a mark of theirs. */
    watermarked: boolean('watermarked').notNull().default(false),
    /** Its author has left: it is there for their members until what these have paid for ends. */
    keptForMembers: boolean('kept_for_members').notNull().default(false),
    /** In small letters, each once. */
    tags: text('tags').array().notNull().default(sql`'{}'`),
    /** When it was published; until then, when it was begun. */
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    // Read by the releases before there were drafts, until none of them runs any more.
    index('posts_newest').on(t.id).where(sql`${t.deletedAt} is null`),
    index('posts_by_author').on(t.authorId, t.id).where(sql`${t.deletedAt} is null`),
    index('posts_open_newest')
      .on(t.id)
      .where(
        sql`${t.deletedAt} is null and ${t.listed} and ${t.minTier} is null and ${t.priceLamports} is null`,
      ),
    // Read backwards: drizzle's `desc()` puts nulls last, and so serves no `order by … desc` of ours.
    index('posts_in_place').on(place(t)).where(sql`${t.deletedAt} is null`),
    index('posts_in_place_by_author').on(t.authorId, place(t)).where(sql`${t.deletedAt} is null`),
    index('posts_in_place_open')
      .on(place(t))
      .where(
        sql`${t.deletedAt} is null and ${t.listed} and ${t.minTier} is null and ${t.priceLamports} is null`,
      ),
    index('posts_deleted_words')
      .on(t.authorId)
      .where(
        sql`${t.deletedAt} is not null and (${t.title} <> '' or ${t.teaser} <> '' or ${t.body} <> '' or ${t.tags} <> '{}')`,
      ),
    check('posts_price', sql`${t.priceLamports} >= 1000000`),
    check('posts_unpublished', sql`${t.status} = 'published' or not ${t.listed}`),
  ],
)

/** Where it stands in lists. */
function place({ publishedId, id }: { publishedId: AnyPgColumn; id: AnyPgColumn }): SQL {
  return sql`coalesce(${publishedId}, ${id})`
}

/** A file that was made for players, or is played as it was sent. */
export interface FilmFile {
  /** Under which of the keys of `lib/media/film-files.ts` it lies. */
  name: 'source' | '480' | '1080' | 'sound'
  mime: string
  /** In pixels, as it is shown; 0 for sound. */
  width: number
  height: number
}

/**
 * An image, film or sound. `use` says what it belongs to; without one only its owner sees it. The bytes lie in the media
 * store. What is kept of a picture is, of a film, kept of its poster.
 */
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
    /** Of images and posters; for film and sound there is `filmBytes`, as they may be larger than fits here. */
    bytes: integer('bytes').notNull(),
    mediaKind: text('media_kind').$type<MediaKind>().notNull().default('image'),
    state: text('state').$type<MediaState>().notNull().default('ready'),
    failure: text('failure').$type<MediaFailure>(),
    durationMs: integer('duration_ms'),
    filmBytes: wholeNumber('film_bytes').notNull().default(sql`0`),
    /** As it was sent. */
    filmMime: text('film_mime'),
    /** The largest first. */
    filmFiles: jsonb('film_files').$type<FilmFile[]>().notNull().default([]),
    /** Whether there is a poster; images are their own. */
    hasPoster: boolean('has_poster').notNull().default(false),
    /** 0 to 100 each. */
    waveform: jsonb('waveform').$type<number[]>(),
    captions: text('captions').array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
    /** When it was let go; null for what has never been used, or was let go by a release before. */
    unusedSince: instant('unused_since'),
    /** How its preview was made; null: by a release whose previews told too much. */
    previewVersion: integer('preview_version'),
    /** Which widths of it are kept; null: none yet, by a release that had none. */
    variantsVersion: integer('variants_version'),
    /** What a card carries of its preview: base64 of a tiny WebP. Null: none yet. */
    placeholder: text('placeholder'),
    /** What is in it, for who does not see it; protected as the picture is. */
    alt: text('alt').notNull().default(''),
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

/**
 * Somebody's own copy of a picture, which carries their mark: its files lie in the media store under the ids of both. Its row is
 * there before them, so that what a crash leaves is known.
 */
export const watermarkedPictures = pgTable(
  'watermarked_pictures',
  {
    mediaId: uuid('media_id')
      .notNull()
      // Also by a release that does not know of it.
      .references(() => media.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    /** When its files were there; null while they are made. */
    madeAt: instant('made_at'),
  },
  (t) => [primaryKey({ columns: [t.mediaId, t.userId] }), index('watermarked_pictures_by_user').on(t.userId)],
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
    index('likes_by_user').on(t.userId, t.postId),
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
    index('comments_by_author').on(t.authorId).where(sql`${t.body} <> ''`),
    index('comments_by_post_author')
      .on(t.postAuthorId, t.id)
      .where(sql`${t.deletedAt} is null and ${t.postAuthorId} is not null`),
    index('comments_without_author').on(t.postId).where(sql`${t.postAuthorId} is null`),
    foreignKey({ columns: [t.parentId], foreignColumns: [t.id] }),
  ],
)
