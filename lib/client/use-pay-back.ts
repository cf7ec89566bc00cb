'use client'

import { getWallets } from '@wallet-standard/app'
import { useState } from 'react'
import { offerRefund, submitRefund } from './api'
import { keys } from './query-keys'
import { payBack, type RefundServices, type RefundState } from './refund-payment'
import { useMe } from './use-me'
import { useNetwork } from './use-network'
import { useRealtimeContext } from './use-realtime'
import { findAccount, isUsable, signTransaction } from './wallet'

/** Pays one refund from the wallet of who is signed in. */
export function usePayBack(refundId: string): { state: RefundState; pay: () => void } {
  const { refresher } = useRealtimeContext()
  const network = useNetwork()
  const address = useMe()?.wallet ?? ''
  const [state, setState] = useState<RefundState>({ status: 'idle' })

  async function pay(): Promise<void> {
    const services: RefundServices = {
      offerRefund,
      submitRefund,
      findAccount: () => findAccount(getWallets().get().filter(isUsable), address),
      sign: (...input) => signTransaction(...input, network),
    }
    await payBack(refundId, services, setState)
    // The event says it too; but the socket may be away just now.
    refresher.refresh(keys.refunds)
  }

  const isUnderWay = state.status === 'signing' || state.status === 'sending'
  return { state, pay: () => void (isUnderWay || pay()) }
}
