import { type SQL, sql } from 'drizzle-orm'
import { RECONCILE_EVERY_SECONDS } from '@/lib/domain/money/transfers/reconcile'

/**
 * After a purchase closed, a payment may still come: late, or once too often. It is searched for after ever longer
 * pauses, each a share of the time since then: an unpaid one after a quarter, one that is paid after a half and a
 * minute at least.
 */
const UNPAID = { pauseShare: 0.25, pauseMinSeconds: 2 }
const PAID = { pauseShare: 0.5, pauseMinSeconds: 60 }
/** From then on only when somebody reads it. */
const RECONCILED_FOR_SECONDS = 7 * 24 * 60 * 60

/** When a purchase that was compared with the ledger at `at` is compared with it again; null: not by itself. */
export function nextReconcileAt(at: SQL): SQL {
  const pause = (age: SQL, { pauseShare, pauseMinSeconds }: typeof PAID) => sql`
    case when ${age} < make_interval(secs => ${RECONCILED_FOR_SECONDS}) then
      ${at} + greatest(${age} * ${pauseShare}::float8, make_interval(secs => ${pauseMinSeconds})) end`
  return sql`case
    when status = 'pending' then ${at} + make_interval(secs => ${RECONCILE_EVERY_SECONDS})
    when confirmed_at is not null then ${pause(sql`(${at} - confirmed_at)`, PAID)}
    else ${pause(sql`(${at} - expires_at)`, UNPAID)} end`
}
