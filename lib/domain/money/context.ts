import type { DomainContext } from '@/lib/domain/context'
import type { Ledger } from '@/lib/ledger/port'

/** What the money rooms need of the process: the network that is paid on, and the platform's part in a payment. */
export interface PurchaseContext extends DomainContext {
  ledger: Ledger
  platformWallet: string
  /** Secret, hex: see `purchases/references.ts`. */
  referenceKey: string
}
