import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { viewerOf } from '@/lib/domain/context'
import { hasCreatorPage } from '@/lib/domain/creators/own-page'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { canBeAdded, readPeriods } from '@/lib/domain/money/subscriptions/periods'
import { readAccess } from '@/lib/domain/posts/post-access'
import { AppError, type ErrorCode, isAppError } from '@/lib/errors'
import { BLOCKHASH_LIFETIME_BLOCKS } from '@/lib/ledger/port'
import type { DebtReason } from '@/lib/schema/refunds'
import { priceItem } from './quotes'
import { itemOf, type PurchaseRow, wasSold } from './rows'

/** A block takes 400 ms, and that much where the network is slow. */
const BLOCK_MAX_MS = 600
/** What was signed just before a purchase expired may land so much later. */
const LANDING_MS = Number(BLOCKHASH_LIFETIME_BLOCKS) * BLOCK_MAX_MS

/** What a quote is refused with. */
const NOT_SOLD = new Set<ErrorCode>(['not_found', 'not_for_sale', 'already_unlocked', 'lower_tier'])

export type Eligibility = { ok: true } | { ok: false; reason: DebtReason }

const ELIGIBLE: Eligibility = { ok: true }
export const TOO_LATE: Eligibility = { ok: false, reason: 'expired' }

/**
 * Whether a payment that the ledger executed then buys what it was for, and if not, why. One that came after the
 * purchase had expired buys it only where it could be bought now for no more: an open price is no option without an end.
 * The ledger's clock decides when it came, as the server may hear of it much later.
 */
export async function checkPayment(
  reader: Reader,
  row: PurchaseRow,
  executedAt: Date,
  now: Date,
): Promise<Eligibility> {
  const eligibility = await checkEligibility(reader, row, now)
  if (!eligibility.ok || executedAt.getTime() < row.expiresAt.getTime() + LANDING_MS) return eligibility
  return (await isSoldForNoMore(reader, row, now)) ? ELIGIBLE : TOO_LATE
}

async function isSoldForNoMore(reader: Reader, row: PurchaseRow, now: Date): Promise<boolean> {
  try {
    const price = await priceItem(reader, viewerOf(row.buyerId), itemOf(row), { at: now, now })
    return price.amountLamports <= row.amountLamports
  } catch (error) {
    if (isAppError(error) && NOT_SOLD.has(error.code)) return false
    throw error
  }
}

/** Whether what was bought is still there to be given to this buyer, and if not, why. */
async function checkEligibility(reader: Reader, row: PurchaseRow, now: Date): Promise<Eligibility> {
  if (wasSold(row)) return { ok: false, reason: 'paid_twice' }
  if (row.postId !== null) return eligibilityOfPost(reader, row, row.postId)
  if (row.tier === null) return ELIGIBLE
  const periods = await readPeriods(reader, row)
  return canBeAdded(periods, { ...row, tier: row.tier }, now)
    ? ELIGIBLE
    : { ok: false, reason: 'subscription_changed' }
}

/**
 * Before the buyer is charged: throws `purchase_closed` for what has expired, `not_for_sale` for what cannot be given
 * any more, `already_unlocked` for what they have by now without paying.
 */
export async function requireStillToBeHad(context: PurchaseContext, row: PurchaseRow): Promise<void> {
  if (context.now() >= row.expiresAt) throw new AppError('purchase_closed')
  const refusal = await refusalOf(context, row)
  if (refusal !== null) throw new AppError(refusal)
}

/** Whether what is still under way is worth its price: it is not sent again otherwise. */
export async function isStillWanted(context: PurchaseContext, row: PurchaseRow): Promise<boolean> {
  return (await refusalOf(context, row)) === null
}

async function refusalOf({ db, now }: PurchaseContext, row: PurchaseRow) {
  const at = now()
  if (!(await checkEligibility(db.read, row, at)).ok) return 'not_for_sale'
  // What has landed is given; who has left sells nothing that has not.
  if (row.postId === null) return (await hasCreatorPage(db.read, row.creatorId)) ? null : 'not_for_sale'
  const access = await readAccess(db.read, viewerOf(row.buyerId), [row.postId], at)
  return access.get(row.postId)?.unlockedBy == null ? null : 'already_unlocked'
}

async function eligibilityOfPost(reader: Reader, row: PurchaseRow, postId: string): Promise<Eligibility> {
  const [post] = await reader
    .select({
      bought: sql<boolean>`exists (
        select 1 from purchases p
        where p.buyer_id = ${row.buyerId} and p.post_id = ${postId} and p.status = 'confirmed')`,
    })
    .from(posts)
    .where(and(eq(posts.id, postId), isNull(posts.deletedAt)))
  if (post === undefined) return { ok: false, reason: 'gone' }
  return post.bought ? { ok: false, reason: 'bought_already' } : ELIGIBLE
}
