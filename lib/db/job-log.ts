import { sql } from 'drizzle-orm'
import type { JobKind } from '@/lib/schema/jobs'
import { encodeJson } from '@/lib/schema/json'
import { newId } from './ids'
import type { Sql } from './sql'

export interface PendingJob {
  kind: JobKind
  params: unknown
  at: Date | undefined
}

/** Writes the jobs of a transaction, in one statement. */
export async function appendJobs(db: Sql, pending: readonly PendingJob[]): Promise<void> {
  if (pending.length === 0) return
  const input = pending.map((job) => ({ id: newId(), ...job }))
  await db.execute(sql`
    insert into jobs (id, kind, params, run_at)
    select id, kind, params, coalesce(at, now())
    from jsonb_to_recordset(${encodeJson(input)}::jsonb) as x(id uuid, kind text, params jsonb, at timestamptz)`)
}
