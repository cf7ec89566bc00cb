import { asc } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import type { Reader } from '@/lib/db/reader'
import { payments, refunds } from '@/lib/db/tables/payments'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { groupBy } from '@/lib/domain/group-by'
import { readRefundsOf } from '@/lib/domain/money/refunds/refunds'
import { readWallet } from '@/lib/domain/money/wallets'
import { AppError, isAppError } from '@/lib/errors'
import type { Ledger } from '@/lib/ledger/port'
import type { Network } from '@/lib/schema/network'
import type { ListedPurchase } from '@/lib/schema/purchases'
import type { Receipt, ReceiptPayment } from '@/lib/schema/receipts'
import { readListed } from './list'

export interface ReceiptContext extends DomainContext {
  ledger: Pick<Ledger, 'network'>
}

/** What was bought, who got how much of it, and by which transactions. Throws `not_found` unless it is the buyer's own. */
export async function readReceipt(
  context: ReceiptContext,
  buyer: Viewer,
  purchaseId: string,
): Promise<Receipt> {
  const purchase = await readListed(context.db.read, buyer, purchaseId)
  if (purchase === null)
    throw new AppError('not_found', { reason: 'no_such_purchase', detail: 'There is no such purchase.' })
  const [receipt] = await toReceipts(context, buyer, [purchase])
  return receipt as Receipt
}

/** The receipts of the buyer's own purchases, in their order. */
export async function toReceipts(
  { db, ledger }: ReceiptContext,
  buyer: Viewer,
  purchases: readonly ListedPurchase[],
): Promise<Receipt[]> {
  const ids = purchases.map(({ id }) => id)
  const [network, buyerWallet, paid, owed] = await Promise.all([
    networkOf(ledger),
    readWallet(db.read, buyer.userId),
    readPayments(db.read, ids),
    readRefunds(db.read, buyer, ids),
  ])
  return purchases.map((purchase) => ({
    ...purchase,
    buyerWallet,
    network,
    payments: (paid.get(purchase.id) ?? []).map((row) => toReceiptPayment(row, network)),
    refunds: owed.get(purchase.id) ?? [],
  }))
}

/** Null while it cannot be asked: what was paid is on the receipt all the same. */
async function networkOf(ledger: ReceiptContext['ledger']): Promise<Network | null> {
  try {
    return await ledger.network()
  } catch (error) {
    if (isAppError(error) && error.code === 'unavailable') return null
    throw error
  }
}

type PaymentRow = typeof payments.$inferSelect

async function readPayments(reader: Reader, ids: string[]): Promise<Map<string, PaymentRow[]>> {
  const rows = await reader
    .select()
    .from(payments)
    .where(anyOf(payments.purchaseId, ids))
    .orderBy(asc(payments.slot), asc(payments.seenAt))
  return groupBy(rows, ({ purchaseId }) => purchaseId)
}

/** Few purchases have any. */
async function readRefunds(reader: Reader, buyer: Viewer, ids: string[]) {
  const rows = await reader
    .selectDistinct({ purchaseId: refunds.purchaseId })
    .from(refunds)
    .where(anyOf(refunds.purchaseId, ids))
  return new Map(
    await Promise.all(
      rows.map(
        async ({ purchaseId }) => [purchaseId, await readRefundsOf(reader, buyer, purchaseId)] as const,
      ),
    ),
  )
}

function toReceiptPayment(row: PaymentRow, network: Network | null): ReceiptPayment {
  return {
    signature: row.signature,
    explorerUrl: explorerUrl(row.signature, network),
    state: row.state,
    amountLamports: row.amountLamports,
    feeLamports: row.feeLamports,
    executedAt: row.executedAt.toISOString(),
    finalizedAt: row.finalizedAt?.toISOString() ?? null,
  }
}

/** Where a transaction can be looked at: https://explorer.solana.com. Null on a chain that it does not see. */
export function explorerUrl(signature: string, network: Network | null): string | null {
  const page = `https://explorer.solana.com/tx/${signature}`
  switch (network) {
    case 'mainnet':
      return page
    case 'devnet':
    case 'testnet':
      return `${page}?cluster=${network}`
    default:
      return null
  }
}
