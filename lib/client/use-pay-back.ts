'use client'

import { useState } from 'react'
import { submitRefund } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { payBack, type RefundServices, type RefundState } from '@/lib/client/paying/refund-payment'
import { offeredWallets } from '@/lib/client/wallets/offered-wallets'
import { findAccount, signTransaction } from '@/lib/client/wallets/wallet'
import type { RefundOffer } from '@/lib/schema/refunds'
import { useMe } from './use-me'
import { useNetwork } from './use-network'
import { useRealtimeContext } from './use-realtime'

/** Pays what `offerRefund` offers from the wallet of who is signed in. `onPaid`: it is, or is on its way. */
export function usePayBack(
  offerRefund: () => Promise<RefundOffer>,
  onPaid?: () => void,
): { state: RefundState; pay: () => void } {
  const { refresher } = useRealtimeContext()
  const network = useNetwork()
  const address = useMe()?.wallet ?? ''
  const [state, setState] = useState<RefundState>({ status: 'idle' })

  async function pay(): Promise<void> {
    const services: RefundServices = {
      offerRefund,
      submitRefund,
      findAccount: async () => findAccount(await offeredWallets(network), address),
      sign: (...input) => signTransaction(...input, network),
    }
    const isPaid = await payBack(services, setState)
    // The event says it too; but the socket may be away just now.
    refresher.refresh(keys.refunds, keys.sales)
    if (isPaid) onPaid?.()
  }

  const isUnderWay = state.status === 'signing' || state.status === 'sending'
  return { state, pay: () => void (isUnderWay || pay()) }
}
