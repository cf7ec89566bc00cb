import type { Ledger } from '@/lib/ledger/port'
import type { Network } from '@/lib/schema/network'

/** No page waits longer for a node that does not answer. */
const PATIENCE_MS = 300

/** A ledger stays on its network: it is asked until it was heard once. */
const known = new WeakMap<Ledger, Network>()

/** The network that is paid on; null while it cannot be asked. */
export async function readNetwork(ledger: Ledger): Promise<Network | null> {
  const network = known.get(ledger)
  if (network !== undefined) return network
  const asked = ledger.network().then(
    (heard) => {
      known.set(ledger, heard)
      return heard
    },
    () => null,
  )
  return Promise.race([asked, patience()])
}

function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref())
}
