import type { Ledger, SignatureEntry } from '@/lib/ledger/port'

const FAILED = { code: 'transaction_failed', detail: 'It failed on this fork' } as const

/**
 * A ledger as seen after the network has settled on another fork: there the hidden transactions never happened, and
 * those of `failed` were executed, but for nothing.
 */
export function onAnotherFork(
  ledger: Ledger,
  hidden: ReadonlySet<string>,
  failed: ReadonlySet<string> = new Set(),
): Ledger {
  const isSeen = ({ signature }: { signature: string }) => !hidden.has(signature)
  const asItWent = (entry: SignatureEntry) =>
    failed.has(entry.signature) ? { ...entry, error: FAILED } : entry
  return {
    ready: () => ledger.ready(),
    network: () => ledger.network(),
    latestBlockhash: () => ledger.latestBlockhash(),
    send: (bytes, options) => ledger.send(bytes, options),
    status: async (signature) => (hidden.has(signature) ? { state: 'unknown' } : ledger.status(signature)),
    confirm: async (signature, options) =>
      hidden.has(signature) ? { outcome: 'expired' } : ledger.confirm(signature, options),
    async transaction(signature) {
      const executed = hidden.has(signature) ? null : await ledger.transaction(signature)
      return executed && failed.has(signature) ? { ...executed, error: FAILED } : executed
    },
    async search(account) {
      const found = await ledger.search(account)
      return { ...found, signatures: found.signatures.filter(isSeen).map(asItWent) }
    },
    async *history(account) {
      for await (const entry of ledger.history(account)) if (isSeen(entry)) yield asItWent(entry)
    },
    fate: async (signature, lastValid) =>
      hidden.has(signature) ? 'vanished' : ledger.fate(signature, lastValid),
    lookupTables: (addresses) => ledger.lookupTables(addresses),
    balance: (wallet) => ledger.balance(wallet),
    close: () => ledger.close(),
  }
}
