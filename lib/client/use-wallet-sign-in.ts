'use client'

import type { Wallet } from '@wallet-standard/base'
import { useCallback } from 'react'
import { requestNonce, signInWith } from '@/lib/client/api/api'
import {
  connectWallet,
  rememberWallet,
  signInWithWallet,
  type WalletFailure,
} from '@/lib/client/wallets/wallet'
import { toBase64 } from './base64'
import { type Entered, useEntering } from './use-entering'

interface SignInSteps {
  /** The wallet has signed: the server looks at it. */
  onSigned?: () => void
}

/** Throws `ApiError`; what the wallet says no to is a value. */
type SignIn = (wallet: Wallet, steps?: SignInSteps) => Promise<Entered | WalletFailure>

export function useWalletSignIn(): SignIn {
  const enter = useEntering()

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
      return enter(reply)
    },
    [enter],
  )
}
