'use client'

import type { Wallet } from '@wallet-standard/base'
import { useCallback } from 'react'
import { getMe, requestNonce, signInWith } from '@/lib/client/api/api'
import { adoptSession } from '@/lib/client/cache/session-cache'
import { announceSessionChange } from '@/lib/client/tabs/session-channel'
import {
  connectWallet,
  rememberWallet,
  signInWithWallet,
  type WalletFailure,
} from '@/lib/client/wallets/wallet'
import type { Me } from '@/lib/schema/session'
import { toBase64 } from './base64'
import { useRealtimeContext } from './use-realtime'

/** `no_cookies`: the server said yes, and the browser does not keep it. */
type SignInResult = { ok: true; me: Me } | WalletFailure | { ok: false; reason: 'no_cookies' }

interface SignInSteps {
  /** The wallet has signed: the server looks at it. */
  onSigned?: () => void
}

/** Throws `ApiError`; what the wallet says no to is a value. */
type SignIn = (wallet: Wallet, steps?: SignInSteps) => Promise<SignInResult>

export function useWalletSignIn(): SignIn {
  const { refresher } = useRealtimeContext()

  return useCallback<SignIn>(
    async (wallet, { onSigned } = {}) => {
      const connected = await connectWallet(wallet)
      if (!connected.ok) return connected
      const { address } = connected.account
      const { input, message } = await requestNonce(address)
      const signed = await signInWithWallet(wallet, connected.account, { input, message })
      if (!signed.ok) return signed
      onSigned?.()
      const reply = await signInWith({ wallet: address, message, signature: toBase64(signed.signature) })
      rememberWallet(wallet)
      // Only what the browser sends by itself keeps somebody signed in.
      const me = await getMe()
      if (me?.id !== reply.user.id) return { ok: false, reason: 'no_cookies' }
      adoptSession(refresher, me)
      announceSessionChange(me.id)
      return { ok: true, me }
    },
    [refresher],
  )
}
