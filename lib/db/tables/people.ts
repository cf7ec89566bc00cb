import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Focus } from '@/lib/schema/focus'
import { DEFAULT_LOCALE, type Locale } from '@/lib/schema/locales'
import type { Notice } from '@/lib/schema/notices'
import type { TierName, TierOrder } from '@/lib/schema/tiers'
import { createdAt, instant, wholeNumber } from './columns'

/** One per wallet. `unreadCount` is kept in place, so that it is exact when notifications arrive at the same time. */
export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  wallet: text('wallet').notNull().unique(),
  displayName: text('display_name'),
  avatarId: uuid('avatar_id'),
  /** What of it is seen; null: its middle. */
  avatarFocus: jsonb('avatar_focus').$type<Focus>(),
  /** The language they read. */
  locale: text('locale').$type<Locale>().notNull().default(DEFAULT_LOCALE),
  /** Whether they have had their first steps here, or have said that they want none. */
  welcomed: boolean('welcomed').notNull().default(false),
  unreadCount: integer('unread_count').notNull().default(0),
  /** How often all notifications were marked as read, and when last: those of earlier rounds are read. */
  readRound: integer('read_round').notNull().default(0),
  readRoundAt: instant('read_round_at'),
  createdAt: createdAt(),
  /** When they deleted their account; null while it is there, also again: the wallet has signed in since. */
  leftAt: instant('left_at'),
  /** Tokens that were issued before are refused; null: none for that. */
  tokensFrom: instant('tokens_from'),
  /** When name, picture or creator page were changed last: what a form began with. */
  updatedAt: instant('updated_at').notNull().default(sql`now()`),
})

/** A user's creator page; its id is the user's. Name and avatar are the user's own. */
export const creators = pgTable('creators', {
  id: uuid('id')
    .primaryKey()
    .references(() => users.id),
  /** Null once its owner has deleted their account: nobody finds it any more. */
  handle: text('handle').unique(),
  /** When it was changed last; null: never. */
  handleChangedAt: instant('handle_changed_at'),
  bio: text('bio').notNull().default(''),
  coverId: uuid('cover_id'),
  coverFocus: jsonb('cover_focus').$type<Focus>(),
  /** Addresses of the web, in their order. */
  links: text('links').array().notNull().default(sql`'{}'`),
  /** What new members are greeted with: plain text, for members alone. */
  welcome: text('welcome').notNull().default(''),
  /** In which order memberships are shown. */
  tierOrder: text('tier_order').$type<TierOrder>().notNull().default('ascending'),
  /** Their post that stands first on the page; whether it still may is asked when it is read. */
  pinnedPostId: uuid('pinned_post_id'),
  referredById: uuid('referred_by_id').references(() => users.id),
  postsCount: integer('posts_count').notNull().default(0),
  followersCount: integer('followers_count').notNull().default(0),
  /** Handle and name as they are searched: by `fold_text`, and kept by triggers of the database. */
  searchText: text('search_text'),
  createdAt: createdAt(),
})

/**
 * Handles that somebody had before. Nobody else is given one: links lead from it to who had it. Kept by a trigger of the
 * database, which refuses them too, so that it holds for whoever writes `creators`.
 */
export const formerHandles = pgTable(
  'former_handles',
  {
    handle: text('handle').primaryKey(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id),
    createdAt: createdAt(),
  },
  (t) => [index('former_handles_creator').on(t.creatorId)],
)

export const tiers = pgTable(
  'tiers',
  {
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id),
    tier: text('tier').$type<TierName>().notNull(),
    priceLamports: wholeNumber('price_lamports').notNull(),
    name: text('name').notNull(),
    benefits: jsonb('benefits').$type<string[]>().notNull(),
    enabled: boolean('enabled').notNull(),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.creatorId, t.tier] }),
    check('tiers_tier', sql`${t.tier} in ('basic', 'premium', 'vip')`),
    check('tiers_price', sql`${t.priceLamports} >= 1000000`),
  ],
)

export const follows = pgTable(
  'follows',
  {
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.creatorId, t.userId] }), index('follows_user').on(t.userId)],
)

export const notifications = pgTable(
  'notifications',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    kind: text('kind').$type<Notice['kind']>().notNull(),
    /** Null in rows of releases that stored words; those hold `title`, `body` and `href` instead. */
    params: jsonb('params').$type<Notice['params']>(),
    /** Words, as processes of such a release still write them: to be dropped when none runs any more. */
    title: text('title'),
    body: text('body'),
    href: text('href'),
    createdAt: createdAt(),
    /** When it was marked by itself. */
    readAt: instant('read_at'),
    /** Its reader's when it came; null in what a release writes that knows of no rounds. */
    readRound: integer('read_round'),
    /** What caused it; a cause that repeats itself notifies once. */
    dedupeKey: text('dedupe_key').notNull(),
  },
  (t) => [
    index('notifications_by_user').on(t.userId, t.id),
    index('notifications_unread_alone')
      .on(t.userId)
      .where(sql`${t.readAt} is null and ${t.readRound} is null`),
    unique('notifications_once').on(t.userId, t.dedupeKey),
  ],
)

/** A sign-in challenge: deleted by the sign-in that uses it. */
export const nonces = pgTable('nonces', {
  nonce: text('nonce').primaryKey(),
  wallet: text('wallet').notNull(),
  message: text('message').notNull(),
  expiresAt: instant('expires_at').notNull(),
})

/** The secret in the address of a user's feeds, by which a reader of feeds reads as they would. */
export const feedKeys = pgTable('feed_keys', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id),
  key: text('key').notNull().unique(),
  createdAt: createdAt(),
})

/** Sessions that were signed out, kept until their last token has expired. */
export const endedSessions = pgTable('ended_sessions', {
  sessionKey: text('session_key').primaryKey(),
  expiresAt: instant('expires_at').notNull(),
})
