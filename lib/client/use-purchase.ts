'use client'

import { getWallets } from '@wallet-standard/app'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Purchase, PurchaseItem } from '@/lib/schema/purchases'
import type { Network } from '@/lib/schema/receipts'
import { getPurchase, getQuote, giveUpPurchase, openPurchase, submitPurchase } from './api'
import { pendingPurchases } from './pending-purchases'
import { PurchaseFlow } from './purchase-flow'
import type { PurchaseServices } from './purchase-services'
import { itemKey, type PurchaseState } from './purchase-state'
import { keys } from './query-keys'
import type { PublicEvent } from './reactions'
import type { Refresher } from './refresh'
import { useMe } from './use-me'
import { useNetwork } from './use-network'
import { useRealtimeContext } from './use-realtime'
import { findAccount, isUsable, signTransaction } from './wallet'

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

  // The key says which item it is.
  useEffect(() => {
    if (item === null || address === undefined) return
    const begun = new PurchaseFlow(item, servicesFor(address, network, realtime.refresher))
    setFlow(begun)
    void begun.open()
    const stop = realtime.onEvent((event) => {
      if (DECIDING.has(event.type)) begun.hint()
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
    findAccount: () => findAccount(getWallets().get().filter(isUsable), address),
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
