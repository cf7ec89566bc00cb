'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { loadLate } from '@/components/ui/load-late'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { CHOOSING, type SignInView, signInTitle } from './sign-in-view'

/** Asks a visitor to sign in; `then` runs when they have. */
type AskToSignIn = (then?: () => void) => void

const SignInContext = createContext<AskToSignIn | null>(null)

export function useSignIn(): AskToSignIn {
  const ask = useContext(SignInContext)
  if (ask === null) throw new Error('useSignIn needs a SignInProvider above it')
  return ask
}

const SignInFlow = loadLate(async () => (await import('./sign-in-flow')).SignInFlow)

/** The one sign-in dialog of a page. */
export function SignInProvider({ children }: { children: ReactNode }) {
  const t = useTranslator()
  const [open, setOpen] = useState(false)
  const [view, setView] = useState<SignInView>(CHOOSING)
  const then = useRef<(() => void) | undefined>(undefined)
  useWarmedByVisitors()

  const ask = useCallback<AskToSignIn>((next) => {
    then.current = next
    setView(CHOOSING)
    setOpen(true)
  }, [])

  return (
    <SignInContext value={ask}>
      {children}
      <Dialog open={open} onClose={() => setOpen(false)} title={signInTitle(t, view)}>
        <SignInFlow
          view={view}
          onView={setView}
          onLeave={() => setOpen(false)}
          onSignedIn={() => {
            setOpen(false)
            then.current?.()
          }}
        />
      </Dialog>
    </SignInContext>
  )
}

/** Nearly every button asks a visitor to sign in first: whoever is about to press one is about to need it. */
function useWarmedByVisitors(): void {
  const isVisitor = useMe() === null
  useEffect(() => {
    if (!isVisitor) return
    const warm = ({ target }: Event) => {
      if (target instanceof Element && target.closest('button') !== null) SignInFlow.warm()
    }
    document.addEventListener('pointerover', warm)
    document.addEventListener('focusin', warm)
    return () => {
      document.removeEventListener('pointerover', warm)
      document.removeEventListener('focusin', warm)
    }
  }, [isVisitor])
}
