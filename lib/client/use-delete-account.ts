'use client'

import { useState } from 'react'
import { deleteAccount, requestNonce } from '@/lib/client/api/api'
import { ApiError } from '@/lib/client/api/api-error'
import { toBase64 } from '@/lib/client/base64'
import { adoptSession } from '@/lib/client/cache/session-cache'
import { type PurchaseProblem, problemOf, walletProblem } from '@/lib/client/paying/purchase-state'
import { announceSessionChange } from '@/lib/client/tabs/session-channel'
import { offeredWallets } from '@/lib/client/wallets/offered-wallets'
import { findAccount, signInWithWallet } from '@/lib/client/wallets/wallet'
import { noteLeaving } from './farewell'
import { useNetwork } from './use-network'
import { useRealtimeContext } from './use-realtime'

export type LeaveState =
  | { status: 'idle' }
  | { status: 'signing' }
  | { status: 'deleting' }
  | { status: 'problem'; problem: PurchaseProblem }

/** Deletes the account of who is signed in with that wallet, when it has signed. */
export function useDeleteAccount(
  address: string,
  onDeleted: () => void,
): { state: LeaveState; leave: () => void } {
  const { refresher } = useRealtimeContext()
  const network = useNetwork()
  const [state, setState] = useState<LeaveState>({ status: 'idle' })
  const fail = (problem: PurchaseProblem) => setState({ status: 'problem', problem })

  async function leave(): Promise<void> {
    setState({ status: 'signing' })
    try {
      const found = await findAccount(await offeredWallets(network), address)
      if (!found.ok) return fail(walletProblem(found))
      const { input, message } = await requestNonce(address, 'delete-account')
      const signed = await signInWithWallet(found.wallet, found.account, { input, message })
      if (!signed.ok) return fail(walletProblem(signed))
      setState({ status: 'deleting' })
      noteLeaving(true)
      await deleteAccount({ message, signature: toBase64(signed.signature) })
    } catch (error) {
      noteLeaving(false)
      return fail(error instanceof ApiError ? problemOf(error) : { kind: 'broken' })
    }
    onDeleted()
    adoptSession(refresher, null)
    announceSessionChange(null)
  }

  const isUnderWay = state.status === 'signing' || state.status === 'deleting'
  return { state, leave: () => void (isUnderWay || leave()) }
}
