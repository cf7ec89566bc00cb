'use client'

import { useEffect } from 'react'
import { SignInButton } from '@/components/session/sign-in-button'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Isolated } from '@/components/ui/isolated'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { isolate } from '@/lib/characters'
import { navigate } from '@/lib/client/navigation/place'
import { rememberInvitation } from '@/lib/client/use-invitation'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, creatorHref } from '@/lib/links'
import type { CreatorCard } from '@/lib/schema/creators'

type Inviter = Pick<CreatorCard, 'id' | 'handle' | 'displayName' | 'avatarId' | 'avatarFocus'>

/** Where an invitation link leads: who invites, to what, and on which terms. */
export function JoinPage({ inviter }: { inviter: Inviter }) {
  const { handle, displayName } = inviter
  const t = useTranslator()
  const name = isolate(displayName)
  return (
    <div className="flex flex-col items-center gap-6 py-8 text-center sm:py-14">
      <Link
        href={creatorHref(handle)}
        aria-label={t('join.pageOf', { name: displayName })}
        className="rounded-full"
      >
        <Avatar name={displayName} picture={avatarSources(inviter)} size="xl" />
      </Link>
      <div>
        <p className="text-muted text-sm">@{handle}</p>
        <h1 className="mt-1 font-semibold text-2xl">
          <Isolated text={t('join.title', { name })} />
        </h1>
      </div>
      <p className="max-w-md text-pretty">{t('join.text')}</p>
      <div className="w-full max-w-xs">
        <Invited inviter={inviter} />
      </div>
      <p className="max-w-sm text-pretty text-muted text-sm">
        <Isolated text={t('join.terms', { name })} />
      </p>
    </div>
  )
}

/** The one step that this reader can take. */
function Invited({ inviter: { id, handle } }: { inviter: Inviter }) {
  const me = useMe()
  const t = useTranslator()
  const isOwn = me?.id === id
  const canAccept = !isOwn && (me?.handle ?? null) === null

  useEffect(() => {
    if (canAccept) rememberInvitation(handle)
  }, [canAccept, handle])

  if (isOwn) return <Note>{t('join.own')}</Note>
  if (!canAccept) {
    return (
      <div className="flex flex-col gap-3">
        <Note>{t('join.already')}</Note>
        <LinkButton href="/studio" full>
          {t('join.toStudio')}
        </LinkButton>
      </div>
    )
  }
  const accept = () => void navigate('/studio')
  const look = { variant: 'primary', size: 'lg', full: true } as const
  if (me === null) {
    return (
      <SignInButton {...look} next="/studio" then={accept}>
        {t('join.accept')}
      </SignInButton>
    )
  }
  return (
    <Button {...look} onClick={accept}>
      {t('join.accept')}
    </Button>
  )
}

function Note({ children }: { children: string }) {
  return <p className="rounded-lg bg-sunken px-4 py-3.5 text-muted text-sm">{children}</p>
}
