import { sql } from 'drizzle-orm'
import pg from 'pg'
import type { Database } from '@/lib/db/database'
import { EmbeddedClient } from '@/lib/db/embedded-client'

export interface Statement {
  text: string
  params: unknown[]
}

/** Has every statement written down that is sent from now on, by databases that are opened from now on. `stop` ends it. */
export function captureStatements(): { take(): Statement[]; stop(): void } {
  const captured: Statement[] = []
  const embedded = EmbeddedClient.prototype.query
  const transaction = EmbeddedClient.prototype.transaction
  const postgres = pg.Client.prototype.query
  EmbeddedClient.prototype.query = function (text, params, options) {
    captured.push({ text, params })
    return embedded.call(this, text, params, options)
  }
  EmbeddedClient.prototype.transaction = function (work) {
    return transaction.call(this, (tx) =>
      work({
        query(text, params, options) {
          captured.push({ text, params })
          return tx.query(text, params, options)
        },
      }),
    ) as ReturnType<typeof work>
  }
  pg.Client.prototype.query = function (
    this: pg.Client,
    statement: unknown,
    params: unknown,
    ...rest: unknown[]
  ) {
    if (Array.isArray(params)) captured.push({ text: (statement as { text: string }).text, params })
    return Reflect.apply(postgres, this, [statement, params, ...rest])
  } as typeof postgres
  return {
    take: () => captured.splice(0),
    stop() {
      EmbeddedClient.prototype.query = embedded
      EmbeddedClient.prototype.transaction = transaction
      pg.Client.prototype.query = postgres
    },
  }
}

export interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: PlanNode[]
}

/** How the database would run it, if it were as large as tables get: a whole one is read only where no index serves. */
export async function explain(db: Database, { text, params }: Statement): Promise<PlanNode[]> {
  const literal = (value: unknown) =>
    value === null || value === undefined ? 'null' : `'${String(value).replaceAll("'", "''")}'`
  const filled = text.replaceAll(/\$(\d+)/g, (_, number) => literal(params[Number(number) - 1]))
  const rows = await db.transact(async (tx) => {
    for (const way of ['seqscan', 'hashjoin', 'mergejoin'])
      await tx.sql.execute(sql.raw(`set local enable_${way} = off`))
    return (await tx.sql.execute<{ 'QUERY PLAN': unknown }>(sql.raw(`explain (format json) ${filled}`))).rows
  })
  const plan = rows[0]?.['QUERY PLAN']
  const [{ Plan: root }] = (typeof plan === 'string' ? JSON.parse(plan) : plan) as [{ Plan: PlanNode }]
  return flatten(root)
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}
