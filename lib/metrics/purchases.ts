import { Gauge, type Registry } from 'prom-client'
import type { DomainContext } from '@/lib/domain/context'
import { countPurchases } from '@/lib/domain/purchases/rows'
import { PurchaseStatus } from '@/lib/schema/purchases'

/** The table is counted no more often than this, however many ask. */
const KEPT_MS = 5_000

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
      const counts = await countPurchases(db.read).catch(() => null)
      this.reset()
      if (counts === null) return
      for (const status of PurchaseStatus.options) this.set({ status }, counts.get(status) ?? 0)
    },
  })
}
