import { eq } from 'drizzle-orm'
import { purchases, subscriptions } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import type { Period } from './periods'

/** Writes the periods that differ from what is written. */
export async function writePeriods(
  tx: Tx,
  periods: readonly Period[],
  written: readonly Period[],
): Promise<void> {
  const before = new Map(written.map((period) => [period.purchaseId, period]))
  for (const { purchaseId, startsAt, endsAt } of periods) {
    const old = before.get(purchaseId)
    if (old?.startsAt.getTime() === startsAt.getTime() && old.endsAt.getTime() === endsAt.getTime()) continue
    await tx.sql
      .update(purchases)
      .set({ periodStart: startsAt, periodEnd: endsAt })
      .where(eq(purchases.id, purchaseId))
  }
}

interface Pair {
  buyerId: string
  creatorId: string
}

/** What a buyer holds of a creator from now on. */
export async function setSubscription(
  tx: Tx,
  { buyerId, creatorId }: Pair,
  state: Omit<Partial<typeof subscriptions.$inferInsert>, 'userId' | 'creatorId'> &
    Pick<typeof subscriptions.$inferInsert, 'tier' | 'currentPeriodEnd'>,
): Promise<void> {
  await tx.sql
    .insert(subscriptions)
    .values({ userId: buyerId, creatorId, ...state })
    .onConflictDoUpdate({ target: [subscriptions.userId, subscriptions.creatorId], set: state })
}
