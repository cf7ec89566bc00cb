import { type SQL, sql } from 'drizzle-orm'
import { purchases } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import type { PurchaseRow } from './rows'

/** A pending purchase is compared with the ledger this often. */
const PENDING_EVERY_SECONDS = 2
/**
 * After it closed, a payment may still come: late, or once too often. It is looked for after ever longer pauses, each a
 * share of the time since then: an unpaid one after a quarter, one that is paid after a half and a minute at least.
 */
const UNPAID = { pauseShare: 0.25, pauseMinSeconds: 2 }
const PAID = { pauseShare: 0.5, pauseMinSeconds: 60 }
/** From then on only when somebody reads it. */
const LOOKED_AFTER_SECONDS = 7 * 24 * 60 * 60
/** At once at most; the others are next. */
const CLAIM_MAX = 200

export function firstLook(openedAt: Date): Date {
  return new Date(openedAt.getTime() + PENDING_EVERY_SECONDS * 1000)
}

/**
 * Takes the purchases whose time to be looked at has come, and sets their next time. Each goes to one taker, also where
 * several processes ask; one that is killed over it looks next time. `all`, at the start: every one that is looked
 * after, whoever else has it in hand.
 */
export async function claimLooks(tx: Tx, now: Date, which: 'due' | 'all'): Promise<PurchaseRow[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  const wanted = which === 'due' ? sql`next_look_at <= ${at}` : sql`next_look_at is not null`
  const free =
    which === 'due' ? sql`limit ${CLAIM_MAX} for no key update skip locked` : sql`for no key update`
  return tx.sql
    .update(purchases)
    .set({ nextLookAt: nextLook(at) as unknown as Date })
    .where(
      sql`${purchases.id} in (
        select id from purchases where ${wanted} order by next_look_at ${free})`,
    )
    .returning()
}

function nextLook(at: SQL): SQL {
  const pause = (age: SQL, { pauseShare, pauseMinSeconds }: typeof PAID) => sql`
    case when ${age} < make_interval(secs => ${LOOKED_AFTER_SECONDS}) then
      ${at} + greatest(${age} * ${pauseShare}::float8, make_interval(secs => ${pauseMinSeconds})) end`
  return sql`case
    when status = 'pending' then ${at} + make_interval(secs => ${PENDING_EVERY_SECONDS})
    when confirmed_at is not null then ${pause(sql`(${at} - confirmed_at)`, PAID)}
    else ${pause(sql`(${at} - expires_at)`, UNPAID)} end`
}
