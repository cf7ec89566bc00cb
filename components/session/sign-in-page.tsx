'use client'

import { useEffect, useState } from 'react'
import { PageHeading } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { useAlive } from '@/components/ui/use-alive'
import { navigate } from '@/lib/client/navigation/place'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { routeOf } from '@/lib/routes'
import { SignInFlow } from './sign-in-flow'
import { CHOOSING, type SignInView, signInTitle } from './sign-in-view'

/** The way in as a page of its own: for who comes by its address, or before the scripts. */
export function SignInPage({ next }: { next: string }) {
  const me = useMe()
  const t = useTranslator()
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
      <PageHeading title={isSignedIn ? t('signIn.signedIn') : signInTitle(t, view)} />
      {isSignedIn && (
        <LinkButton href={next} variant="primary" replace>
          {t('buy.way.goOn')}
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
  const t = useTranslator()
  return (
    <div className="flex flex-col gap-5">
      <p className="-mt-2 text-muted text-sm">{t('signIn.about')}</p>
      {/* Who has scripts sees it for a moment: it is true for them too. */}
      <Notice title={t('signIn.scripts')}>{t('signIn.scripts.text')}</Notice>
      <LinkButton href="/help" variant="quiet" size="sm">
        {t('signIn.help')}
      </LinkButton>
    </div>
  )
}
