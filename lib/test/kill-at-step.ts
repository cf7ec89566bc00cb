import type { App } from '@/lib/app'

/**
 * From here on the process dies by SIGKILL at a step: before, within or after a transaction of the database, before or
 * after a call of the ledger. A step is named by what it is and how many of these there were before: `commit-2`.
 * Answers the steps that were taken so far.
 */
export function killAtStep(app: App, stepToDieAt: string | undefined): () => string[] {
  const steps: string[] = []
  const step = (name: string) => {
    const named = `${name}-${steps.filter((taken) => taken.startsWith(`${name}-`)).length + 1}`
    steps.push(named)
    if (named === stepToDieAt) process.kill(process.pid, 'SIGKILL')
  }

  const { db, ledger } = app
  const transact = db.transact.bind(db)
  db.transact = async (work) => {
    step('begin')
    const result = await transact(async (tx) => {
      const made = await work(tx)
      step('commit')
      return made
    })
    step('committed')
    return result
  }
  const send = ledger.send.bind(ledger)
  ledger.send = async (bytes, options) => {
    step('send')
    const sent = await send(bytes, options)
    step('sent')
    return sent
  }
  const confirm = ledger.confirm.bind(ledger)
  ledger.confirm = async (signature, options) => {
    const confirmation = await confirm(signature, options)
    step('confirmed')
    return confirmation
  }
  return () => steps
}
