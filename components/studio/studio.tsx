'use client'

import type { ReactNode } from 'react'
import { SignInButton } from '@/components/session/sign-in-button'
import { PageHeading } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { Tabs } from '@/components/ui/tabs'
import { usePlace } from '@/lib/client/navigation/use-place'
import { useMe } from '@/lib/client/use-me'
import { BecomeCreatorPanel } from './become-creator-panel'

const TABS = [
  { href: '/studio', label: 'Activity' },
  { href: '/studio/new', label: 'New post' },
  { href: '/studio/tiers', label: 'Tiers' },
  { href: '/studio/page', label: 'Your page' },
]

/** The frame of the studio: who is not signed in, or has no page yet, sees the way there instead. */
export function Studio({ children }: { children: ReactNode }) {
  const me = useMe()
  const { pathname } = usePlace()
  if (me === null) return <ForMembers />
  if (me.handle === null) return <BecomeCreatorPanel />
  return (
    <>
      <PageHeading title="Studio" />
      <div className="mb-7">
        <Tabs label="Studio" tabs={TABS.map((tab) => ({ ...tab, current: tab.href === pathname }))} />
      </div>
      {children}
    </>
  )
}

function ForMembers() {
  return (
    <>
      <PageHeading title="Studio" />
      <EmptyState
        icon={<Icon name="pen-line" />}
        title="Publish for those who pay for it"
        action={<SignInButton variant="primary">Sign in</SignInButton>}
      >
        Your page, your tiers, your prices. 90 % of every sale and all of every tip are yours, in your wallet,
        at once.
      </EmptyState>
    </>
  )
}
