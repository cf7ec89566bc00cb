'use client'

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { getPurchase, getQuote, giveUpPurchase, openPurchase, submitPurchase } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import type { PublicEvent } from '@/lib/client/cache/reactions'
import type { Refresher } from '@/lib/client/cache/refresh'
import { pendingPurchases } from '@/lib/client/paying/pending-purchases'
import { PurchaseFlow } from '@/lib/client/paying/purchase-flow'
import type { PurchaseServices } from '@/lib/client/paying/purchase-services'
import { itemKey, type PurchaseState } from '@/lib/client/paying/purchase-state'
import { offeredWallets } from '@/lib/client/wallets/offered-wallets'
import { findAccount, signTransaction } from '@/lib/client/wallets/wallet'
import type { Network } from '@/lib/schema/network'
import type { Purchase, PurchaseItem } from '@/lib/schema/purchases'
import { useMe } from './use-me'
import { useNetwork } from './use-network'
import { useRealtimeContext } from './use-realtime'

const api = { getQuote, openPurchase, submitPurchase, getPurchase, giveUpPurchase }
/** What is told when a purchase is decided. */
const DECIDING: ReadonlySet<PublicEvent['type']> = new Set([
  'post-purchased',
  'subscription-updated',
  'refund-updated',
])
const CLOSED: PurchaseState = { status: 'quoting' }

export interface PurchaseControls {
  state: PurchaseState
  onPay: () => void
  onPayByPhone: () => void
  onRetry: () => void
  onResume: () => void
  onGiveUp: () => void
}

/**
 * Buys what the dialog is open for; null while it is closed. Closing gives up what was not sent to the network
 * and not shown to a phone; what was goes on by itself.
 */
export function usePurchase(item: PurchaseItem | null): PurchaseControls {
  const realtime = useRealtimeContext()
  const network = useNetwork()
  const address = useMe()?.wallet
  const [flow, setFlow] = useState<PurchaseFlow | null>(null)
  const key = item === null || address === undefined ? null : `${address} ${itemKey(item)}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which item, and for whom
  useEffect(() => {
    if (item === null || address === undefined) return
    const begun = new PurchaseFlow(item, servicesFor(address, network, realtime.refresher))
    setFlow(begun)
    void begun.open()
    const stop = realtime.onEvent((event) => {
      if (event.type === 'post-purchased' && item.kind === 'post' && event.data.postId === item.postId)
        begun.hint(event.data.purchaseId)
      else if (DECIDING.has(event.type)) begun.hint()
    })
    return () => {
      stop()
      begun.close()
      setFlow(null)
    }
  }, [key, realtime])

  const state = useSyncExternalStore(
    (listener) => flow?.onChange(listener) ?? (() => {}),
    () => flow?.state ?? CLOSED,
    () => CLOSED,
  )
  return useMemo(
    () => ({
      state,
      onPay: () => void flow?.pay(),
      onPayByPhone: () => void flow?.payByPhone(),
      onRetry: () => void flow?.retry(),
      onResume: () => void flow?.resume(),
      onGiveUp: () => void flow?.giveUp(),
    }),
    [flow, state],
  )
}

function servicesFor(address: string, network: Network | null, refresher: Refresher): PurchaseServices {
  return {
    api,
    findAccount: async () => findAccount(await offeredWallets(network), address),
    sign: (...input) => signTransaction(...input, network),
    pending: pendingPurchases,
    onConfirmed: (purchase) => showPurchase(refresher, purchase),
  }
}

/** What the event says too; but the socket may be away just now. */
function showPurchase(refresher: Refresher, { item }: Purchase): void {
  if (item.kind === 'post') refresher.refreshPost(item.postId)
  if (item.kind === 'subscription') {
    refresher.refresh(keys.posts, keys.allComments, keys.creatorProfiles, keys.subscriptions)
  }
  refresher.refresh(keys.purchases)
}
