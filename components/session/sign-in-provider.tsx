'use client'

import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { isDemoWallet } from '@/lib/client/demo-wallet'
import { useSession } from '@/lib/client/use-session'
import { useWallets } from '@/lib/client/use-wallets'
import { SignInDialog } from './sign-in-dialog'
import type { SignInView } from './sign-in-view'

/** Asks a visitor to sign in; `then` runs when they have. */
type AskToSignIn = (then?: () => void) => void

const SignInContext = createContext<AskToSignIn | null>(null)

export function useSignIn(): AskToSignIn {
  const ask = useContext(SignInContext)
  if (ask === null) throw new Error('useSignIn needs a SignInProvider above it')
  return ask
}

const CHOOSING: SignInView = { status: 'choosing' }

/** The one sign-in dialog of a page. */
export function SignInProvider({ children }: { children: ReactNode }) {
  const { signIn } = useSession()
  const wallets = useWallets()
  const [open, setOpen] = useState(false)
  const [view, setView] = useState<SignInView>(CHOOSING)
  const then = useRef<(() => void) | undefined>(undefined)
  /** Counts the tries: what comes of one that was closed is not shown. */
  const tries = useRef(0)

  const ask = useCallback<AskToSignIn>((next) => {
    then.current = next
    setView(CHOOSING)
    setOpen(true)
  }, [])

  const close = useCallback(() => {
    tries.current += 1
    setOpen(false)
  }, [])

  async function choose(walletId: string): Promise<void> {
    const wallet = wallets[Number(walletId)]
    if (wallet === undefined) return
    tries.current += 1
    const mine = tries.current
    const show = (next: SignInView) => {
      if (tries.current === mine) setView(next)
    }
    show({ status: 'signing', walletName: wallet.name })
    try {
      const result = await signIn(wallet, {
        onSigned: () => show({ status: 'verifying', walletName: wallet.name }),
      })
      if (tries.current !== mine) return
      if (result.ok) {
        setOpen(false)
        then.current?.()
      } else if (result.reason === 'rejected') show({ status: 'rejected', walletName: wallet.name })
      else show({ status: 'error', message: result.message })
    } catch (error) {
      show({ status: 'error', message: error instanceof Error ? error.message : String(error) })
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
  return (
    <SignInContext value={ask}>
      {children}
      <SignInDialog
        open={open}
        view={view}
        wallets={choices}
        onChoose={(id) => void choose(id)}
        onBring={() => setView({ status: 'bringing' })}
        onBack={() => setView(CHOOSING)}
        onClose={close}
      />
    </SignInContext>
  )
}
