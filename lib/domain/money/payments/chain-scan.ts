import type { ExecutedTransaction, Ledger, SignatureEntry } from '@/lib/ledger/port'

/** A node answers slowly; this many questions are asked side by side. */
const AT_ONCE = 8

export interface Scanned {
  signature: string
  /** Null when the ledger knows that it was, but not any more what it was. */
  executed: ExecutedTransaction | null
}

/** What has succeeded and names any of the wallets: each once, the oldest first, in the order of the chain. */
export async function scanWallets(ledger: Ledger, wallets: Iterable<string>): Promise<SignatureEntry[]> {
  const found = new Map<string, SignatureEntry>()
  for (const wallet of new Set(wallets)) {
    const entries: SignatureEntry[] = []
    for await (const entry of ledger.history(wallet)) if (entry.error === null) entries.push(entry)
    for (const entry of entries.reverse()) found.set(entry.signature, entry)
  }
  // Stable: those of one slot stay in the order in which their wallet names them.
  return [...found.values()].sort((a, b) => (a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : 0))
}

/** The transactions themselves, in the same order, read as they are taken. */
export async function* readScanned(
  ledger: Ledger,
  entries: readonly { signature: string }[],
): AsyncIterable<Scanned> {
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    yield* await Promise.all(
      entries.slice(from, from + AT_ONCE).map(async ({ signature }) => ({
        signature,
        executed: await ledger.transaction(signature),
      })),
    )
  }
}
