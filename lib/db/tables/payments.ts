import { sql } from 'drizzle-orm'
import {
  bigint,
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
import type { PaymentState } from '@/lib/schema/purchases'
import type { RefundReason, RefundStatus } from '@/lib/schema/refunds'
import { bytes, createdAt, instant, splits, wholeNumber } from './columns'
import { creators, users } from './people'
import { purchases } from './purchases'

/** What money moved, and what is owed: of each debt there is a line for who owes it and one for to whom. */
export type LedgerAccount =
  | 'buyer'
  | 'creator'
  | 'platform'
  | 'referrer'
  | 'owed_by_platform'
  | 'owed_by_creator'
  | 'owed_to_referrer'
  | 'owed_to_creator'
  | 'owed_to_buyer'

/**
 * A transaction that the ledger has executed and that was checked to the lamport. At most one applies to a purchase;
 * any other is surplus and owed back. A `refund` pays for a refund. One that `vanished` was undone by the network.
 */
export const payments = pgTable(
  'payments',
  {
    signature: text('signature').primaryKey(),
    purchaseId: uuid('purchase_id')
      .notNull()
      .references(() => purchases.id),
    state: text('state').$type<PaymentState>().notNull(),
    amountLamports: wholeNumber('amount_lamports').notNull(),
    /** Who has got what of one that was not as offered; null where that is what was offered. */
    splits: splits('splits'),
    feeLamports: wholeNumber('fee_lamports').notNull(),
    slot: wholeNumber('slot').notNull(),
    transaction: bytes('transaction').notNull(),
    /** Of the blockhash it names, or later. */
    lastValidBlockHeight: wholeNumber('last_valid_block_height').notNull(),
    /** By the ledger's clock. */
    executedAt: instant('executed_at').notNull(),
    seenAt: instant('seen_at').notNull().default(sql`now()`),
    finalizedAt: instant('finalized_at'),
  },
  (t) => [
    uniqueIndex('payments_applied_once').on(t.purchaseId).where(sql`${t.state} = 'applied'`),
    index('payments_purchase').on(t.purchaseId),
    index('payments_not_final')
      .on(t.seenAt)
      .where(sql`${t.finalizedAt} is null and ${t.state} <> 'vanished'`),
    check('payments_state', sql`${t.state} in ('applied', 'surplus', 'refund', 'vanished')`),
  ],
)

/** What was found under a reference, is final, and pays nothing: it is not read again, whoever sends how much of it. */
export const judgedSignatures = pgTable(
  'judged_signatures',
  { reference: text('reference').notNull(), signature: text('signature').notNull() },
  (t) => [primaryKey({ columns: [t.reference, t.signature] })],
)

/**
 * What a creator owes a buyer who paid and could not be given anything for it, one per such payment; and, with no payment
 * that it is owed for, what they give back of a purchase of their own accord, one at a time.
 */
export const refunds = pgTable(
  'refunds',
  {
    id: uuid('id').primaryKey(),
    paymentSignature: text('payment_signature')
      .unique()
      .references(() => payments.signature),
    purchaseId: uuid('purchase_id')
      .notNull()
      .references(() => purchases.id),
    buyerId: uuid('buyer_id')
      .notNull()
      .references(() => users.id),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id),
    status: text('status').$type<RefundStatus>().notNull().default('owed'),
    reason: text('reason').$type<RefundReason>().notNull(),
    amountLamports: wholeNumber('amount_lamports').notNull(),
    reference: text('reference').notNull().unique(),
    /** The offered transaction, once the creator has asked for one. */
    blockhash: text('blockhash'),
    lastValidBlockHeight: wholeNumber('last_valid_block_height'),
    unsignedTransaction: bytes('unsigned_transaction'),
    signedTransaction: bytes('signed_transaction'),
    signature: text('signature').unique(),
    submittedAt: instant('submitted_at'),
    createdAt: createdAt(),
    paidAt: instant('paid_at'),
    /** Of goodwill: whether what was bought goes with it. */
    endsAccess: boolean('ends_access').notNull().default(false),
    /** Of goodwill: since when it is looked for. */
    offeredAt: instant('offered_at'),
    nextLookAt: instant('next_look_at'),
  },
  (t) => [
    index('refunds_by_buyer').on(t.buyerId, t.id),
    index('refunds_by_creator').on(t.creatorId, t.id),
    index('refunds_by_purchase').on(t.purchaseId),
    index('refunds_next_look').on(t.nextLookAt).where(sql`${t.nextLookAt} is not null`),
    uniqueIndex('refunds_offered_once').on(t.purchaseId).where(sql`${t.status} = 'offered'`),
    check('refunds_status', sql`${t.status} in ('offered', 'owed', 'paid', 'void')`),
  ],
)

/** The book, double-entry: the lines of each entry add up to zero. What is booked stays; a reversal is a new entry. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    purchaseId: uuid('purchase_id')
      .notNull()
      .references(() => purchases.id),
    kind: text('kind').$type<'payment' | 'refund' | 'reversal'>().notNull(),
    /** Of the transaction that was booked, or whose booking is reversed. */
    signature: text('signature')
      .notNull()
      .references(() => payments.signature),
    createdAt: createdAt(),
  },
  (t) => [
    index('ledger_entries_purchase').on(t.purchaseId),
    check('ledger_entries_kind', sql`${t.kind} in ('payment', 'refund', 'reversal')`),
  ],
)

/** What an account has more, in lamports, or less. */
export const ledgerLines = pgTable(
  'ledger_lines',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    entryId: bigint('entry_id', { mode: 'bigint' })
      .notNull()
      .references(() => ledgerEntries.id),
    account: text('account').$type<LedgerAccount>().notNull(),
    wallet: text('wallet').notNull(),
    lamports: wholeNumber('lamports').notNull(),
  },
  (t) => [unique('ledger_lines_once').on(t.entryId, t.account)],
)

/**
 * The checks of the book that have found everything in order. What was executed before `beforeSlot` was final by then; the
 * rest, and what was written since, is what the next one looks at.
 */
export const ledgerChecks = pgTable('ledger_checks', {
  checkedAt: instant('checked_at').primaryKey(),
  beforeSlot: wholeNumber('before_slot').notNull(),
})
