import type { App } from '@/lib/app'

/** What has not answered by then counts as not there: whoever asks has a deadline of their own. */
const ANSWER_MS = 2_000

/** Whether the process takes work, and everything it stands on answers. */
export async function checkReadiness(app: Pick<App, 'db' | 'broker' | 'serving'> & { ledger?: Ledger }): Promise<Record<string, boolean>> {
  const [database, ledger] = await Promise.all([
    answers(app.db.ping().then(() => true)),
    answers(app.ledger.ready()),
  ])
  return { serving: app.serving(), database, ledger, broker: app.broker.ready() }
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
