import { Gauge, type Registry } from 'prom-client'
import type { DomainContext } from '@/lib/domain/context'
import { countJobs } from '@/lib/jobs/list'

/** The jobs of all processes by kind and state, counted when somebody asks. */
export function measureJobs(registry: Registry, { db }: Pick<DomainContext, 'db'>): void {
  new Gauge({
    name: 'fonana_jobs',
    help: 'Jobs in the database by kind and state',
    labelNames: ['kind', 'state'],
    registers: [registry],
    async collect() {
      // Without the database the other figures are still worth having; these are then left out.
      const counts = await countJobs(db.read).catch(() => [])
      this.reset()
      for (const { kind, state, count } of counts) this.set({ kind, state }, count)
    },
  })
}
