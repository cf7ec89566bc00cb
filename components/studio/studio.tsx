'use client'

import type { ReactNode } from 'react'
import { SignInButton } from '@/components/session/sign-in-button'
import { PageHeading } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Tabs } from '@/components/ui/tabs'
import { usePlace } from '@/lib/client/navigation/use-place'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { BecomeCreatorPanel } from './become-creator-panel'

const TABS = [
  { href: '/studio', words: 'studio.activity' },
  { href: '/studio/numbers', words: 'studio.numbers' },
  { href: '/studio/posts', words: 'studio.posts' },
  { href: '/studio/sales', words: 'sales.title' },
  { href: '/studio/tiers', words: 'studio.tiers' },
  { href: '/studio/page', words: 'studio.page' },
] as const

/** The frame of the studio: who is not signed in, or has no page yet, sees the way there instead. */
export function Studio({ children }: { children: ReactNode }) {
  const t = useTranslator()
  const me = useMe()
  const { pathname } = usePlace()
  const isWriting = pathname === '/studio/new'
  // Series are of posts, and reached from there; what is being written becomes one.
  const current = isWriting || /^\/studio\/(posts|series)/.test(pathname) ? '/studio/posts' : pathname
  if (me === null) return <ForMembers />
  if (me.handle === null) return <BecomeCreatorPanel />
  return (
    <>
      <PageHeading
        title={t(isWriting ? 'studio.newPost' : 'shell.studio')}
        action={
          !isWriting && (
            <LinkButton href="/studio/new">
              <Icon name="pencil" className="size-4" />
              <span>{t('studio.newPost')}</span>
            </LinkButton>
          )
        }
      />
      <div className="mb-7">
        <Tabs
          label={t('shell.studio')}
          tabs={TABS.map(({ href, words }) => ({ href, label: t(words), current: href === current }))}
        />
      </div>
      {children}
    </>
  )
}

function ForMembers() {
  const t = useTranslator()
  return (
    <>
      <PageHeading title={t('shell.studio')} />
      <EmptyState
        icon={<Icon name="pen-line" />}
        title={t('studio.offer')}
        action={<SignInButton variant="primary">{t('account.signIn')}</SignInButton>}
      >
        {t('studio.offer.text')}
      </EmptyState>
    </>
  )
}
