import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { NotificationKind } from '@/lib/schema/notifications'
import type { PurchaseStatus, Split } from '@/lib/schema/purchases'
import type { TierName } from '@/lib/schema/tiers'

/** `owed_by_platform` and `owed_to_referrer` book a share that was kept back. */
export type LedgerAccount =
  | 'buyer'
  | 'creator'
  | 'platform'
  | 'referrer'
  | 'owed_by_platform'
  | 'owed_to_referrer'

const wholeNumber = (name: string) => bigint(name, { mode: 'bigint' })
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })
const createdAt = () => instant('created_at').notNull().default(sql`now()`)
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

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

/**
 * What a user holds of a creator; at most one row. The tier counts until `currentPeriodEnd`, to the second;
 * `endAnnounced` says whether that end was already told as an event.
 */
export const subscriptions = pgTable(
  'subscriptions',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id),
    tier: text('tier').$type<TierName>().notNull(),
    currentPeriodEnd: instant('current_period_end').notNull(),
    cancelledAt: instant('cancelled_at'),
    endAnnounced: boolean('end_announced').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.creatorId] }),
    index('subscriptions_creator').on(t.creatorId, t.currentPeriodEnd),
    index('subscriptions_ending').on(t.currentPeriodEnd).where(sql`not ${t.endAnnounced}`),
  ],
)

/** One thing bought. Written with its exact price, splits and reference before the wallet is asked. */
export const purchases = pgTable(
  'purchases',
  {
    id: uuid('id').primaryKey(),
    buyerId: uuid('buyer_id')
      .notNull()
      .references(() => users.id),
    kind: text('kind').$type<'post' | 'subscription' | 'tip'>().notNull(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id),
    postId: uuid('post_id').references(() => posts.id),
    tier: text('tier').$type<TierName>(),
    status: text('status').$type<PurchaseStatus>().notNull().default('pending'),
    priceLamports: wholeNumber('price_lamports').notNull(),
    creditLamports: wholeNumber('credit_lamports').notNull(),
    amountLamports: wholeNumber('amount_lamports').notNull(),
    /** Amounts as decimal text: jsonb numbers would come back as floats. */
    splits: jsonb('splits').$type<(Omit<Split, 'lamports'> & { lamports: string })[]>().notNull(),
    /** The referrer's share that stays with the platform because it could not open the referrer's account. */
    owedLamports: wholeNumber('owed_lamports').notNull().default(sql`0`),
    reference: text('reference').notNull().unique(),
    blockhash: text('blockhash').notNull(),
    lastValidBlockHeight: wholeNumber('last_valid_block_height').notNull(),
    unsignedTransaction: bytes('unsigned_transaction').notNull(),
    /** The signed bytes, stored before they are sent. */
    signedTransaction: bytes('signed_transaction'),
    signature: text('signature').unique(),
    submittedAt: instant('submitted_at'),
    failure: text('failure'),
    idempotencyKey: text('idempotency_key'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    confirmedAt: instant('confirmed_at'),
    /** The period this purchase paid for, if it is a subscription. An upgrade cuts the end of the running one. */
    periodStart: instant('period_start'),
    periodEnd: instant('period_end'),
  },
  (t) => [
    unique('purchases_idempotency').on(t.buyerId, t.idempotencyKey),
    uniqueIndex('purchases_post_once').on(t.buyerId, t.postId).where(sql`${t.status} = 'confirmed'`),
    uniqueIndex('purchases_post_pending').on(t.buyerId, t.postId).where(sql`${t.status} = 'pending'`),
    uniqueIndex('purchases_subscription_pending')
      .on(t.buyerId, t.creatorId)
      .where(sql`${t.status} = 'pending' and ${t.kind} = 'subscription'`),
    index('purchases_buyer').on(t.buyerId, t.id.desc()),
    index('purchases_creator').on(t.creatorId, t.confirmedAt.desc()).where(sql`${t.status} = 'confirmed'`),
    index('purchases_open').on(t.expiresAt).where(sql`${t.status} = 'pending'`),
    check('purchases_amount', sql`${t.amountLamports} > 0`),
    check(
      'purchases_kind',
      sql`
      (${t.kind} = 'post' and ${t.postId} is not null and ${t.tier} is null)
      or (${t.kind} = 'subscription' and ${t.tier} is not null and ${t.postId} is null)
      or (${t.kind} = 'tip' and ${t.postId} is null and ${t.tier} is null)`,
    ),
  ],
)

/** The book: the lines of one purchase add up to zero. What the buyer gave is negative. */
export const ledgerLines = pgTable(
  'ledger_lines',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    purchaseId: uuid('purchase_id')
      .notNull()
      .references(() => purchases.id),
    account: text('account').$type<LedgerAccount>().notNull(),
    wallet: text('wallet').notNull(),
    lamports: wholeNumber('lamports').notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('ledger_lines_once').on(t.purchaseId, t.account)],
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

/** One row, made with the tables: processes that share this database, and no others, share what they publish. */
export const deployment = pgTable('deployment', {
  id: text('id').primaryKey().default(sql`substr(md5(random()::text), 1, 12)`),
})

/** The top of each channel. The row lock taken to raise it is what puts offsets in commit order. */
export const eventChannels = pgTable('channels', {
  name: text('name').primaryKey(),
  epoch: text('epoch').notNull().default(sql`substr(md5(random()::text), 1, 8)`),
  topOffset: wholeNumber('top_offset').notNull(),
})

export const events = pgTable(
  'events',
  {
    channel: text('channel').notNull(),
    offset: wholeNumber('offset').notNull(),
    type: text('type').notNull(),
    data: jsonb('data').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.channel, t.offset] }),
    // By age: what is trimmed, and what may have been missed a moment ago.
    index('events_at').on(t.at),
  ],
)
