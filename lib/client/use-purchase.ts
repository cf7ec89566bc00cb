'use client'

import { getWallets } from '@wallet-standard/app'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Purchase, PurchaseItem } from '@/lib/schema/purchases'
import { getPurchase, getQuote, giveUpPurchase, openPurchase, submitPurchase } from './api'
import { pendingPurchases } from './pending-purchases'
import { PurchaseFlow, type PurchaseServices } from './purchase-flow'
import { itemKey, type PurchaseState } from './purchase-state'
import { keys } from './query-keys'
import type { Refresher } from './refresh'
import { useMe } from './use-me'
import { useRealtimeContext } from './use-realtime'
import { findAccount, isUsable, signTransaction } from './wallet'

const api = { getQuote, openPurchase, submitPurchase, getPurchase, giveUpPurchase }
const CLOSED: PurchaseState = { status: 'quoting' }

export interface PurchaseControls {
  state: PurchaseState
  onPay: () => void
  onRetry: () => void
  onResume: () => void
  onGiveUp: () => void
}

/**
 * Buys what the dialog is open for; null while it is closed. Closing gives up what was not sent to the network; what
 * was goes on by itself.
 */
export function usePurchase(item: PurchaseItem | null): PurchaseControls {
  const realtime = useRealtimeContext()
  const address = useMe()?.wallet
  const [flow, setFlow] = useState<PurchaseFlow | null>(null)
  const key = item === null || address === undefined ? null : `${address} ${itemKey(item)}`

  // The key says which item it is.
  useEffect(() => {
    if (item === null || address === undefined) return
    const begun = new PurchaseFlow(item, servicesFor(address, realtime.refresher))
    setFlow(begun)
    void begun.open()
    const stop = realtime.onEvent((event) => {
      if (event.type === 'post-purchased' || event.type === 'subscription-updated') begun.hint()
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
      onRetry: () => void flow?.retry(),
      onResume: () => void flow?.resume(),
      onGiveUp: () => void flow?.giveUp(),
    }),
    [flow, state],
  )
}

function servicesFor(address: string, refresher: Refresher): PurchaseServices {
  return {
    api,
    findAccount: () => findAccount(getWallets().get().filter(isUsable), address),
    sign: signTransaction,
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
