import type { Tx } from '@/lib/db/transaction'
import { emitCreatorUpdated } from '@/lib/domain/creators/creator-cards'
import type { TierName } from '@/lib/schema/tiers'
import { lastOf, readPeriods, replay, runningAt } from './periods'
import { setSubscription, writePeriods } from './state'
import { emitChange } from './subscriptions'

interface Changed {
  buyerId: string
  creatorId: string
  /** Of the purchase that was taken back. */
  tier: TierName
}

/** All periods of a buyer at a creator are counted again, as one of them was taken back; and told to both. */
export async function recountPeriods(tx: Tx, changed: Changed, at: Date): Promise<void> {
  const { buyerId, creatorId } = changed
  const written = await readPeriods(tx.sql, changed)
  const periods = replay(written)
  await writePeriods(tx, periods, written)
  const last = lastOf(periods)
  const tier = last?.tier ?? changed.tier
  const currentPeriodEnd = last?.endsAt ?? at
  await setSubscription(tx, changed, { tier, currentPeriodEnd, endAnnounced: currentPeriodEnd <= at })
  const status = runningAt(periods, at) === null ? 'expired' : 'active'
  emitChange(
    tx,
    buyerId,
    { creatorId, tier, status, currentPeriodEnd: currentPeriodEnd.toISOString() },
    { previousTier: changed.tier, purchaseId: null, shareLamports: 0n },
  )
  await emitCreatorUpdated(tx, creatorId, at)
}
