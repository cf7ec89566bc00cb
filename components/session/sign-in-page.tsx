'use client'

import { useEffect, useState } from 'react'
import { PageHeading } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { useAlive } from '@/components/ui/use-alive'
import { navigate } from '@/lib/client/navigation/place'
import { useMe } from '@/lib/client/use-me'
import { routeOf } from '@/lib/routes'
import { SignInFlow } from './sign-in-flow'
import { CHOOSING, type SignInView, signInTitle } from './sign-in-view'

/** The way in as a page of its own: for who comes by its address, or before the scripts. */
export function SignInPage({ next }: { next: string }) {
  const me = useMe()
  // Which wallets there are only scripts can tell: until they are there, what is needed is said instead.
  const hasScripts = useAlive()
  const [view, setView] = useState<SignInView>(CHOOSING)

  // Here, by the dialog, or in another tab.
  const isSignedIn = me !== null
  useEffect(() => {
    if (isSignedIn) goOn(next)
  }, [isSignedIn, next])

  return (
    <div className="mx-auto max-w-md">
      <PageHeading title={isSignedIn ? 'You are signed in' : signInTitle(view)} />
      {isSignedIn && (
        <LinkButton href={next} variant="primary" replace>
          Go on
        </LinkButton>
      )}
      {!isSignedIn &&
        (hasScripts ? <SignInFlow view={view} onView={setView} onSignedIn={() => {}} /> : <Before />)}
    </div>
  )
}

function goOn(next: string): void {
  if (routeOf(new URL(next, location.href)) === null) location.replace(next)
  else void navigate(next, { replace: true })
}

function Before() {
  return (
    <div className="flex flex-col gap-5">
      <p className="-mt-2 text-muted text-sm">
        Your wallet is your account: no password, no e-mail. You sign a short text; that moves no money.
      </p>
      {/* Who has scripts sees it for a moment: it is true for them too. */}
      <Notice title="It takes a wallet, and JavaScript">
        Only a script can ask a wallet for its signature. If nothing more appears here, allow JavaScript for
        this site, in a browser with a Solana wallet such as Phantom, Solflare or Backpack. What is open to
        all can be read without.
      </Notice>
    </div>
  )
}
