import type { App } from '@/lib/app'
import type { Answer } from './answer'
import { json } from './route'

/** What has not answered by then counts as not there: whoever asks has a deadline of their own. */
const ANSWER_MS = 2_000

/** Able to serve: 200, otherwise 503 with what is not. */
export async function answerReadiness(app: Standing): Promise<Answer> {
  const checks = await checkReadiness(app)
  const ready = Object.values(checks).every(Boolean)
  return json({ status: ready ? 'ready' : 'unavailable', checks }, { status: ready ? 200 : 503 })
}

/** The socket alone stands on no ledger. */
type Standing = Pick<App, 'db' | 'broker' | 'serving'> & Partial<Pick<App, 'ledger'>>

/** Whether the process takes work, and everything it stands on answers. */
async function checkReadiness(app: Standing): Promise<Record<string, boolean>> {
  const [database, ledger] = await Promise.all([
    answers(app.db.ping().then(() => true)),
    app.ledger && answers(app.ledger.ready()),
  ])
  const checks = { serving: app.serving(), database, broker: app.broker.ready() }
  return ledger === undefined ? checks : { ...checks, ledger }
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
