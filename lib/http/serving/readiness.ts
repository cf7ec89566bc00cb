import type { App } from '@/lib/app'
import { json } from '@/lib/http/route'
import type { Answer } from './answer'

/** What has not answered by then counts as not there: whoever asks has a deadline of their own. */
const ANSWER_MS = 2_000

/** What everything goes on without, only later: one that all processes share must not take all of them out. */
const DISPENSABLE: ReadonlySet<string> = new Set(['broker', 'storage'])

/** Able to serve: 200, also where something is missed that can be done without; otherwise 503 with what is not. */
export async function answerReadiness(app: Standing): Promise<Answer> {
  const checks = await checkReadiness(app)
  const missing = Object.keys(checks).filter((name) => !checks[name])
  if (missing.some((name) => !DISPENSABLE.has(name)))
    return json({ status: 'unavailable', checks }, { status: 503 })
  return json({ status: missing.length > 0 ? 'degraded' : 'ready', checks })
}

/** The socket alone stands on no ledger, and gives no media. */
type Standing = Pick<App, 'db' | 'broker' | 'serving'> & Partial<Pick<App, 'ledger' | 'store'>>

/** Whether the process takes work, and everything it stands on answers. */
async function checkReadiness(app: Standing): Promise<Record<string, boolean>> {
  const [database, schema, ledger, storage] = await Promise.all([
    answers(app.db.ping().then(() => true)),
    answers(app.db.schemaIsKnown()),
    app.ledger && answers(app.ledger.ready()),
    app.store && answers(app.store.ready()),
  ])
  const checks = { serving: app.serving(), database, schema, broker: app.broker.ready() }
  return { ...checks, ...(ledger !== undefined && { ledger }), ...(storage !== undefined && { storage }) }
}

async function answers(question: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ANSWER_MS)
  })
  try {
    return await Promise.race([question.catch(() => false), late])
  } finally {
    clearTimeout(timer)
  }
}
