import type { Database } from '@/lib/db/database'
import type { Ledger } from '@/lib/ledger/port'

/** The end of a process, as far as those who wait for its answer can tell. */
export class Crash extends Error {
  override name = 'Crash'
}

export interface Faults {
  /** How many calls from now the next one fails: 0 is the next call, null none. */
  failIn: number | null
}

/**
 * A database and a ledger of which one call fails: a transaction before it begins, before its commit or after it; what
 * the ledger is told before it hears it or after it.
 */
export function withFaults(db: Database, ledger: Ledger, faults: Faults): { db: Database; ledger: Ledger } {
  const pass = () => {
    if (faults.failIn === null) return
    if (faults.failIn > 0) faults.failIn -= 1
    else {
      faults.failIn = null
      throw new Crash()
    }
  }
  const around = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    pass()
    const answer = await call()
    pass()
    return answer
  }
  return {
    db: {
      ...db,
      transact: (work) =>
        around(() =>
          db.transact(async (tx) => {
            const result = await work(tx)
            pass()
            return result
          }),
        ),
    },
    ledger: {
      ready: () => ledger.ready(),
      network: () => ledger.network(),
      latestBlockhash: () => around(() => ledger.latestBlockhash()),
      send: (bytes, options) => around(() => ledger.send(bytes, options)),
      status: (signature) => around(() => ledger.status(signature)),
      confirm: (signature, options) => around(() => ledger.confirm(signature, options)),
      transaction: (signature) => around(() => ledger.transaction(signature)),
      search: (account) => around(() => ledger.search(account)),
      history: (account) => ledger.history(account),
      fate: (signature, lastValid) => around(() => ledger.fate(signature, lastValid)),
      lookupTables: (addresses) => around(() => ledger.lookupTables(addresses)),
      balance: (wallet) => around(() => ledger.balance(wallet)),
      close: () => ledger.close(),
    },
  }
}
