'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { usePlayMoney } from '@/components/shell/play-money'
import { Skeleton } from '@/components/ui/skeleton'
import { useNetwork } from '@/lib/client/use-network'
import { useWalletSignIn } from '@/lib/client/use-wallet-sign-in'
import { useWallets } from '@/lib/client/use-wallets'
import { offerDemoWallet } from '@/lib/client/wallets/demo-offer'
import { isDemoWallet } from '@/lib/client/wallets/demo-wallet'
import { offerMobileWallets } from '@/lib/client/wallets/mobile-wallets'
import { SignInSteps } from './sign-in-steps'
import type { DemoWalletProblem, SignInView } from './sign-in-view'

interface SignInFlowProps {
  view: SignInView
  onView: (view: SignInView) => void
  onSignedIn: () => void
  /** Where it is a dialog: somebody goes to another page. */
  onLeave?: () => void
}

/** From the wallets of this browser to a session; it ends with its dialog. */
export function SignInFlow({ view, onView, onSignedIn, onLeave }: SignInFlowProps) {
  const signIn = useWalletSignIn()
  const wallets = useWallets()
  const demoProblem = useDemoWallet()
  useMobileWallets()
  /** Counts the tries: what comes of one that was closed is not shown. */
  const tries = useRef(0)
  useEffect(
    () => () => {
      tries.current += 1
    },
    [],
  )

  async function choose(walletId: string): Promise<void> {
    const wallet = wallets[Number(walletId)]
    if (wallet === undefined) return
    tries.current += 1
    const mine = tries.current
    const show = (next: SignInView) => {
      if (tries.current === mine) onView(next)
    }
    show({ status: 'signing', walletName: wallet.name })
    try {
      const result = await signIn(wallet, {
        onSigned: () => show({ status: 'verifying', walletName: wallet.name }),
      })
      if (tries.current !== mine) return
      if (result.ok) onSignedIn()
      else if (result.reason === 'rejected') show({ status: 'rejected', walletName: wallet.name })
      else if (result.reason === 'no_cookies') show({ status: 'error', problem: { kind: 'no_cookies' } })
      else show({ status: 'error', problem: { kind: 'wallet_failed', failure: result } })
    } catch (error) {
      show({ status: 'error', problem: { kind: 'thrown', error: errorOf(error) } })
    }
  }

  const choices = useMemo(
    () =>
      wallets.map((wallet, index) => ({
        id: String(index),
        name: wallet.name,
        icon: wallet.icon,
        demo: isDemoWallet(wallet),
      })),
    [wallets],
  )
  // A list that is about to grow would move under the finger.
  if (demoProblem === 'asking') return <Skeleton className="h-14 w-full" />
  return (
    <SignInSteps
      view={view}
      wallets={choices}
      demoProblem={demoProblem}
      onChoose={(id) => void choose(id)}
      onBring={() => onView({ status: 'bringing' })}
      onPhone={() => onView({ status: 'phone' })}
      onSignedIn={onSignedIn}
      onProblem={(problem) => onView({ status: 'error', problem })}
      onBack={() => onView({ status: 'choosing' })}
      onLeave={onLeave}
    />
  )
}

const errorOf = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown)))

function useMobileWallets(): void {
  const network = useNetwork()
  useEffect(() => {
    // Where they cannot be loaded, the links into their browsers are there.
    offerMobileWallets(network).catch(() => {})
  }, [network])
}

/** Offers the demo wallet where SOL is play money, or says why there is none; `asking` for a moment before. */
function useDemoWallet(): DemoWalletProblem | 'asking' | null {
  const available = usePlayMoney()
  const [problem, setProblem] = useState<DemoWalletProblem | 'asking' | null>(available ? 'asking' : null)
  useEffect(() => {
    if (!available) return
    offerDemoWallet().then(
      (isOffered) => setProblem(isOffered ? null : window.isSecureContext ? 'unable' : 'insecure'),
      () => setProblem('unable'),
    )
  }, [available])
  return problem
}
