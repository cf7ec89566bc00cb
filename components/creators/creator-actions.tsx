'use client'

import { useState } from 'react'
import { Checkout, usePurchases } from '@/components/purchases/purchase-provider'
import { useSignIn } from '@/components/session/sign-in-provider'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { LinkButton } from '@/components/ui/link-button'
import { loadLate, warming } from '@/components/ui/load-late'
import { ShareButton } from '@/components/ui/share-button'
import { useToast } from '@/components/ui/toast'
import { isolate } from '@/lib/characters'
import { useFollow } from '@/lib/client/use-follow'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { creatorHref } from '@/lib/links'
import type { CreatorProfile } from '@/lib/schema/creators'
import { asVisitor } from '@/lib/schema/visitor-view'
import { FollowButton } from './follow-button'

const CreatorFeed = loadLate(async () => (await import('./creator-feed')).CreatorFeed)
const TipForm = loadLate(async () => (await import('./tip-form')).TipForm)

/** What this reader can do with a creator: follow and tip, or look after their own page. */
export function CreatorActions({ creator }: { creator: CreatorProfile }) {
  const me = useMe()
  const t = useTranslator()
  const wordError = useProblemWords()
  const askToSignIn = useSignIn()
  const { tip } = usePurchases()
  const toast = useToast()
  const { toggle, pending } = useFollow(creator, (error) =>
    toast({ tone: 'danger', title: t('creator.notDone'), body: wordError(error) }),
  )
  const [tipping, setTipping] = useState(false)

  if (me?.id === creator.id) {
    return (
      <>
        <LinkButton href="/studio/page">
          <Icon name="pen-line" className="size-4" />
          {t('creator.edit')}
        </LinkButton>
        <LinkButton href={asVisitor(creatorHref(creator.handle))} anew>
          <Icon name="eye" className="size-4" />
          {t('creator.asVisitor')}
        </LinkButton>
        <HandOn creator={creator} />
      </>
    )
  }
  return (
    <>
      <Button
        onClick={() => (me === null ? askToSignIn(() => setTipping(true)) : setTipping(true))}
        {...warming(TipForm, Checkout)}
      >
        <Icon name="coins" className="size-4" />
        {t('creator.tip')}
      </Button>
      <FollowButton
        following={creator.following}
        name={creator.displayName}
        pending={pending}
        onToggle={() => (me === null ? askToSignIn(toggle) : toggle())}
      />
      <HandOn creator={creator} />
      <Dialog
        open={tipping}
        onClose={() => setTipping(false)}
        title={t('creator.tip.whom', { name: isolate(creator.displayName) })}
      >
        <TipForm
          creatorName={creator.displayName}
          onSubmit={(amountLamports) => {
            setTipping(false)
            tip(creator, amountLamports)
          }}
        />
      </Dialog>
    </>
  )
}

/** For others, and for a reader of feeds. */
function HandOn({ creator: { handle, displayName } }: { creator: CreatorProfile }) {
  const t = useTranslator()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <div className="flex flex-none! items-center gap-1">
        <ShareButton label={t('creator.share')} title={displayName} href={creatorHref(handle)} />
        <IconButton label={t('rss.open')} onClick={() => setIsOpen(true)} {...warming(CreatorFeed)}>
          <Icon name="rss" />
        </IconButton>
      </div>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title={t('rss.open')}>
        <CreatorFeed handle={handle} />
      </Dialog>
    </>
  )
}
