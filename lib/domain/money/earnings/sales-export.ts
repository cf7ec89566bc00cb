import type { DomainContext, Viewer } from '@/lib/domain/context'
import { requireCreatorPage } from '@/lib/domain/creators/own-page'
import { type CsvCell, csvLine } from '@/lib/domain/csv'
import { typeSol } from '@/lib/money'
import { readSales, type SaleRow } from './sales'

/**
 * Every transaction that a creator was paid by, or has paid back with, as CSV, read as it is taken: the sum of what they
 * have got of each is what the book has in their account. Throws `forbidden` for who is no creator.
 */
export async function salesAsCsv(
  { db }: DomainContext,
  creator: Viewer,
  wordColumn: (column: SalesColumn) => string,
): Promise<AsyncIterable<string>> {
  await requireCreatorPage(db.read, creator)
  return lines(readSales(db.read, creator), wordColumn)
}

async function* lines(
  sales: AsyncIterable<SaleRow>,
  wordColumn: (column: SalesColumn) => string,
): AsyncIterable<string> {
  yield csvLine((Object.keys(COLUMNS) as SalesColumn[]).map(wordColumn))
  for await (const sale of sales) yield csvLine(Object.values(COLUMNS).map((cell) => cell(sale)))
}

const COLUMNS = {
  at: ({ at }) => at.toISOString(),
  purchase: ({ purchaseId }) => purchaseId,
  payment: ({ payment }) => payment,
  kind: ({ kind }) => kind,
  what: ({ what }) => what,
  buyer: ({ buyer }) => buyer.displayName,
  buyer_handle: ({ buyer }) => buyer.handle,
  buyer_wallet: ({ buyerWallet }) => buyerWallet,
  amount_lamports: ({ amountLamports }) => amountLamports,
  amount_sol: ({ amountLamports }) => ({ number: typeSol(amountLamports) }),
  creator_lamports: ({ shares }) => shares.creator,
  creator_sol: ({ shares }) => ({ number: typeSol(shares.creator ?? 0n) }),
  platform_lamports: ({ shares }) => shares.platform,
  referrer_lamports: ({ shares }) => shares.referrer,
  signature: ({ signature }) => signature,
} satisfies Record<string, (sale: SaleRow) => CsvCell>

export type SalesColumn = keyof typeof COLUMNS
