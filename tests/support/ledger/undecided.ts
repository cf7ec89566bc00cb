import type { Ledger } from '@/lib/ledger/port'

/** While it is `open`, the network has executed what it has, and may still undo it. */
export interface Decision {
  isOpen: boolean
}

export function whileUndecided(ledger: Ledger, decision: Decision): Ledger {
  return {
    ready: () => ledger.ready(),
    network: () => ledger.network(),
    latestBlockhash: () => ledger.latestBlockhash(),
    send: (bytes, options) => ledger.send(bytes, options),
    status: (signature) => ledger.status(signature),
    confirm: (signature, options) => ledger.confirm(signature, options),
    async transaction(signature) {
      const executed = await ledger.transaction(signature)
      return executed && { ...executed, finalized: executed.finalized && !decision.isOpen }
    },
    async search(account) {
      const found = await ledger.search(account)
      const signatures = found.signatures.map((entry) => ({ ...entry, finalized: !decision.isOpen }))
      return { ...found, signatures }
    },
    history: (account) => ledger.history(account),
    async fate(signature, lastValid) {
      const fate = await ledger.fate(signature, lastValid)
      return fate === 'finalized' && decision.isOpen ? 'open' : fate
    },
    lookupTables: (addresses) => ledger.lookupTables(addresses),
    balance: (wallet) => ledger.balance(wallet),
    close: () => ledger.close(),
  }
}
