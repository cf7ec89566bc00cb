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
import type { NotificationKind } from '@/lib/schema/notifications'
import type { TierName } from '@/lib/schema/tiers'
import { createdAt, instant, wholeNumber } from './columns'

/** One per wallet. `unreadCount` is kept in place, so that it is exact when notifications arrive at the same time. */
export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  wallet: text('wallet').notNull().unique(),
  displayName: text('display_name'),
  avatarId: uuid('avatar_id'),
  unreadCount: integer('unread_count').notNull().default(0),
  createdAt: createdAt(),
})

/** A user's creator page; its id is the user's. Name and avatar are the user's own. */
export const creators = pgTable('creators', {
  id: uuid('id')
    .primaryKey()
    .references(() => users.id),
  handle: text('handle').notNull().unique(),
  bio: text('bio').notNull().default(''),
  coverId: uuid('cover_id'),
  referredById: uuid('referred_by_id').references(() => users.id),
  postsCount: integer('posts_count').notNull().default(0),
  followersCount: integer('followers_count').notNull().default(0),
  createdAt: createdAt(),
})

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
    kind: text('kind').$type<NotificationKind>().notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    href: text('href').notNull(),
    createdAt: createdAt(),
    readAt: instant('read_at'),
    /** What caused it; a cause that repeats itself notifies once. */
    dedupeKey: text('dedupe_key').notNull(),
  },
  (t) => [
    index('notifications_user').on(t.userId, t.id.desc()),
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

/** Sessions that were signed out, kept until their last token has expired. */
export const endedSessions = pgTable('ended_sessions', {
  sessionKey: text('session_key').primaryKey(),
  expiresAt: instant('expires_at').notNull(),
})
