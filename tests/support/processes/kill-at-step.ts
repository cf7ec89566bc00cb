import { AsyncLocalStorage } from 'node:async_hooks'
import type { App } from '@/lib/app'

/**
 * Does `work`, in which the process dies by SIGKILL at a step: before, within or after a transaction of the database,
 * before or after a call of the ledger. A step is named by what it is and how many of these there were before:
 * `commit-2`. What the process does besides, loops and jobs, is none of them. Answers the steps that were taken.
 */
export async function killAtStep(
  app: App,
  stepToDieAt: string | undefined,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const steps: string[] = []
  const within = new AsyncLocalStorage<true>()
  const step = (name: string) => {
    if (within.getStore() === undefined) return
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
  await within.run(true, work)
  return steps
}
