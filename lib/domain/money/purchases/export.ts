import type { Viewer } from '@/lib/domain/context'
import { type CsvCell, csvLine } from '@/lib/domain/csv'
import { jsonArray } from '@/lib/domain/json-array'
import { typeSol } from '@/lib/money'
import type { PurchaseItem } from '@/lib/schema/purchases'
import type { Receipt, ReceiptPayment } from '@/lib/schema/receipts'
import { listPurchases } from './list'
import { type ReceiptContext, toReceipts } from './receipts'

const PAGE = 100

/** All receipts of a buyer, newest first, as the text of one JSON array; read as it is taken. */
export function purchasesAsJson(context: ReceiptContext, buyer: Viewer): AsyncIterable<string> {
  return jsonArray(readReceipts(context, buyer))
}

/**
 * The same as CSV (RFC 4180), amounts in lamports: a line per transaction, and one for a purchase without any. What
 * belongs to the purchase stands in each of its lines. `wordColumn` says how a column is headed.
 */
export async function* purchasesAsCsv(
  context: ReceiptContext,
  buyer: Viewer,
  wordColumn: (column: ExportColumn) => string,
): AsyncIterable<string> {
  yield csvLine((Object.keys(COLUMNS) as ExportColumn[]).map(wordColumn))
  for await (const receipt of readReceipts(context, buyer)) {
    const payments = receipt.payments.length > 0 ? receipt.payments : [null]
    for (const payment of payments)
      yield csvLine(Object.values(COLUMNS).map((cell) => cell(receipt, payment)))
  }
}

async function* readReceipts(context: ReceiptContext, buyer: Viewer): AsyncIterable<Receipt> {
  let cursor: string | undefined
  do {
    const page = await listPurchases(context, buyer, { cursor, limit: PAGE })
    yield* await toReceipts(context, buyer, page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

type Cell = (receipt: Receipt, payment: ReceiptPayment | null) => CsvCell

const shareOf =
  (role: Receipt['splits'][number]['role']): Cell =>
  ({ splits }) =>
    splits.find((split) => split.role === role)?.lamports

const COLUMNS = {
  purchase: ({ id }) => id,
  opened_at: ({ createdAt }) => createdAt,
  status: ({ status }) => status,
  failure: ({ failure }) => failure,
  kind: ({ item }) => item.kind,
  what: ({ item, about }) => about.post?.title ?? about.tierName ?? tierOf(item),
  creator: ({ about }) => about.creator.displayName,
  creator_handle: ({ about }) => about.creator.handle,
  price_lamports: ({ priceLamports }) => priceLamports,
  credit_lamports: ({ creditLamports }) => creditLamports,
  amount_lamports: ({ amountLamports }) => amountLamports,
  amount_sol: ({ amountLamports }) => typeSol(amountLamports),
  creator_lamports: shareOf('creator'),
  platform_lamports: shareOf('platform'),
  referrer_lamports: shareOf('referrer'),
  buyer_wallet: ({ buyerWallet }) => buyerWallet,
  reference: ({ reference }) => reference,
  network: ({ network }) => network,
  payment: (_, payment) => payment?.state,
  paid_lamports: (_, payment) => payment?.amountLamports,
  fee_lamports: (_, payment) => payment?.feeLamports,
  executed_at: (_, payment) => payment?.executedAt,
  finalized_at: (_, payment) => payment?.finalizedAt,
  signature: (_, payment) => payment?.signature,
  explorer: (_, payment) => payment?.explorerUrl,
} satisfies Record<string, Cell>

export type ExportColumn = keyof typeof COLUMNS

function tierOf(item: PurchaseItem): string | null {
  return item.kind === 'subscription' ? item.tier : null
}
