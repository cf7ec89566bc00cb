import { getApp } from '@/lib/app'
import type { Network } from '@/lib/schema/receipts'

/** No page waits longer for a node that does not answer. */
const PATIENCE_MS = 300

let known: Network | null = null

/** The network that is paid on; null while it cannot be asked. It never changes, so it is asked until it was heard once. */
export async function readNetwork(): Promise<Network | null> {
  if (known !== null) return known
  const asked = getApp()
    .ledger.network()
    .then(
      (network) => (known = network),
      () => null,
    )
  return Promise.race([asked, patience()])
}

function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref())
}
