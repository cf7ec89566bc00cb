import { Gauge, type Registry } from 'prom-client'
import type { Reader } from '@/lib/db/reader'
import type { DomainContext } from '@/lib/domain/context'
import { countPending } from '@/lib/domain/money/purchases/rows'
import { readRecurring } from '@/lib/jobs/recurring'
import { PurchaseStatus } from '@/lib/schema/purchases'

/** Counted no more often than this, however many ask. */
const KEPT_MS = 5_000

/** What is pending is counted here, by its index; all the others by a job, as that reads the whole table. */
export function measurePurchases(registry: Registry, { db }: Pick<DomainContext, 'db'>): void {
  let countedAt = Number.NEGATIVE_INFINITY
  new Gauge({
    name: 'fonana_purchases',
    help: 'Purchases by state',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      if (performance.now() - countedAt < KEPT_MS) return
      countedAt = performance.now()
      // Without the database the other figures are still worth having; these are then left out.
      const counts = await readCounts(db.read).catch(() => null)
      this.reset()
      if (counts === null) return
      for (const status of PurchaseStatus.options) this.set({ status }, counts[status] ?? 0)
    },
  })
}

async function readCounts(reader: Reader): Promise<Record<string, number>> {
  const { counts } = await readRecurring(reader, 'count-purchases')
  return { ...counts, pending: await countPending(reader) }
}
