import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  getBalance,
  getRates,
  getReceipt,
  listPurchases,
  listRefunds,
  listSales,
  listSubscriptions,
} from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import type { ReceiptPayment } from '@/lib/schema/receipts'
import type { Refund } from '@/lib/schema/refunds'
import type { Sale } from '@/lib/schema/sales'
import { paging } from './paging'

/** The server asks no more often either. */
const RATES_FRESH_MS = 5 * 60_000

/** Nothing tells that it has changed: asked anew wherever it is shown. */
export const balanceQuery = () =>
  queryOptions({
    queryKey: keys.balance,
    queryFn: async ({ signal }) => (await getBalance(signal)).balanceLamports,
    staleTime: 0,
    retry: false,
  })

export const ratesQuery = () =>
  queryOptions({
    queryKey: keys.rates,
    queryFn: ({ signal }) => getRates(signal),
    staleTime: RATES_FRESH_MS,
    retry: false,
  })

export const subscriptionsQuery = () =>
  queryOptions({
    queryKey: keys.subscriptions,
    queryFn: async ({ signal }) => (await listSubscriptions(signal)).items,
  })

/** What is opened, given up or runs out, and a tip from elsewhere, no event tells: read anew when looked at anew. */
const PURCHASES_STALE_MS = 5_000

export const purchasesQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.purchases,
    staleTime: PURCHASES_STALE_MS,
    queryFn: ({ pageParam: cursor, signal }) => listPurchases({ cursor }, signal),
    ...paging,
  })

/** No event tells that a payment is final: seconds later, usually. */
const FINALITY_LOOK_MS = 10_000

/** Null when it is no purchase of who is signed in. */
export const receiptQuery = (purchaseId: string) =>
  queryOptions({
    queryKey: keys.receipt(purchaseId),
    queryFn: ({ signal }) => getReceipt(purchaseId, signal),
    refetchInterval: ({ state }) => (state.data?.payments.some(isOpen) ? FINALITY_LOOK_MS : false),
  })

/** While one is on its way: the network may take a while, and the socket may be away. */
const REFUND_LOOK_MS = 5_000

/** Both what is owed to who is signed in and what they owe. */
export const refundsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.refunds,
    queryFn: ({ pageParam: cursor, signal }) => listRefunds({ cursor }, signal),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isOnItsWay)) ? REFUND_LOOK_MS : false,
    ...paging,
  })

/** What becomes final, or is not sent in time, no event tells. */
export const salesQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.sales,
    queryFn: ({ pageParam: cursor, signal }) => listSales({ cursor }, signal),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isUndecided)) ? REFUND_LOOK_MS : false,
    ...paging,
  })

function isUndecided({ final, pendingLamports }: Sale): boolean {
  return !final || pendingLamports > 0n
}

function isOpen({ state, finalizedAt }: ReceiptPayment): boolean {
  return finalizedAt === null && state !== 'vanished'
}

function isOnItsWay({ status, submitted }: Refund): boolean {
  return status === 'owed' && submitted
}
