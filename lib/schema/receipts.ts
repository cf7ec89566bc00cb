import * as z from 'zod'
import { Instant, Lamports, Wallet } from './common'
import { Network } from './network'
import { ListedPurchase, PaymentState } from './purchases'
import { Refund } from './refunds'

/** A transaction as the ledger has executed it: paid by the buyer, or, where it says `refund`, paid back. */
export const ReceiptPayment = z.object({
  signature: z.string(),
  /** Where anybody can look at it; null on a chain that no explorer sees. */
  explorerUrl: z.url().nullable(),
  state: PaymentState,
  amountLamports: Lamports,
  /** The network's own fee, paid besides by whoever signed. */
  feeLamports: Lamports,
  /** By the ledger's clock. */
  executedAt: Instant,
  /** Since when it is known that it cannot be undone; null until then. */
  finalizedAt: Instant.nullable(),
})
export type ReceiptPayment = z.infer<typeof ReceiptPayment>

/** Answer of `GET /api/purchases/{id}/receipt`, for the buyer alone. */
export const Receipt = ListedPurchase.extend({
  buyerWallet: Wallet,
  /** Null while the network cannot be asked. */
  network: Network.nullable(),
  /** The oldest first; empty while nothing was paid. */
  payments: z.array(ReceiptPayment),
  /** What is, or was, owed back of it. */
  refunds: z.array(Refund),
})
export type Receipt = z.infer<typeof Receipt>

/** Query of `GET /api/purchases/export`. */
export const ExportQuery = z.object({ format: z.enum(['csv', 'json']).default('csv') })
