'use client'

import type { Wallet } from '@wallet-standard/base'
import { useCallback } from 'react'
import type { Me } from '@/lib/schema/session'
import { endSession, requestNonce, signInWith } from './api'
import { toBase64 } from './base64'
import { adoptSession, readSession } from './session-cache'
import { announceSessionChange } from './session-channel'
import { useMe } from './use-me'
import { useRealtimeContext } from './use-realtime'
import { connectWallet, rememberWallet, signInWithWallet, type WalletFailure } from './wallet'

export type SignInResult = { ok: true; me: Me } | WalletFailure

interface SignInSteps {
  /** The wallet has signed: the server looks at it. */
  onSigned?: () => void
}

export interface SessionActions {
  /** Throws `ApiError`; what the wallet says no to is a value. */
  signIn(wallet: Wallet, steps?: SignInSteps): Promise<SignInResult>
  /** Ends this session in every tab. Throws `ApiError`. */
  signOut(): Promise<void>
}

export function useSession(): SessionActions & { me: Me | null } {
  const { refresher } = useRealtimeContext()
  const me = useMe()

  const signIn = useCallback(
    async (wallet: Wallet, { onSigned }: SignInSteps = {}): Promise<SignInResult> => {
      const connected = await connectWallet(wallet)
      if (!connected.ok) return connected
      const { address } = connected.account
      const { input, message } = await requestNonce(address)
      const signed = await signInWithWallet(wallet, connected.account, { input, message })
      if (!signed.ok) return signed
      onSigned?.()
      const reply = await signInWith({ wallet: address, message, signature: toBase64(signed.signature) })
      rememberWallet(wallet)
      adoptSession(refresher, reply.user)
      announceSessionChange()
      return { ok: true, me: reply.user }
    },
    [refresher],
  )

  const signOut = useCallback(async () => {
    await endSession()
    await readSession(refresher)
    announceSessionChange()
  }, [refresher])

  return { me, signIn, signOut }
}
