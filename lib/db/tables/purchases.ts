import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { PurchaseStatus } from '@/lib/schema/purchases'
import type { TierName } from '@/lib/schema/tiers'
import { bytes, createdAt, instant, splits, wholeNumber } from './columns'
import { posts } from './content'
import { creators, users } from './people'

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
    /** The end that the subscriber was reminded of. */
    remindedOf: instant('reminded_of'),
    endAnnounced: boolean('end_announced').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.creatorId] }),
    index('subscriptions_creator').on(t.creatorId, t.currentPeriodEnd),
    index('subscriptions_members').on(t.creatorId, t.userId),
    index('subscriptions_joined').on(t.creatorId, t.createdAt, t.userId),
    index('subscriptions_ending').on(t.currentPeriodEnd).where(sql`not ${t.endAnnounced}`),
    index('subscriptions_to_remind')
      .on(t.currentPeriodEnd)
      .where(sql`${t.cancelledAt} is null and ${t.remindedOf} is distinct from ${t.currentPeriodEnd}`),
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
    splits: splits('splits').notNull(),
    /** The referrer's share that stays with the platform because it could not open the referrer's account. */
    owedLamports: wholeNumber('owed_lamports').notNull().default(sql`0`),
    reference: text('reference').notNull().unique(),
    /** The moment the credit was counted for. */
    quotedAt: instant('quoted_at').notNull().default(sql`now()`),
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
    /** Since when it is its buyer's no more, as its creator has paid it back. */
    refundedAt: instant('refunded_at'),
    /** When to look for payments under the reference again, without being asked; null: not any more. */
    nextLookAt: instant('next_look_at'),
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
    index('purchases_post').on(t.postId).where(sql`${t.postId} is not null`),
    index('purchases_by_buyer').on(t.buyerId, t.id),
    index('purchases_by_creator').on(t.creatorId, t.confirmedAt).where(sql`${t.status} = 'confirmed'`),
    // As `SOLD` says it. The one above is for processes of the release before.
    index('purchases_sold')
      .on(t.creatorId, t.confirmedAt, t.id)
      .where(sql`${t.status} in ('confirmed', 'refunded')`),
    index('purchases_open').on(t.expiresAt).where(sql`${t.status} = 'pending'`),
    index('purchases_next_look').on(t.nextLookAt).where(sql`${t.nextLookAt} is not null`),
    index('purchases_next_look_unpaid')
      .on(t.nextLookAt)
      .where(sql`${t.nextLookAt} is not null and ${t.status} in ('expired', 'failed')`),
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
