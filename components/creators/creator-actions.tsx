'use client'

import { useState } from 'react'
import { Checkout, usePurchases } from '@/components/purchases/purchase-provider'
import { useSignIn } from '@/components/session/sign-in-provider'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { loadLate, warming } from '@/components/ui/load-late'
import { useToast } from '@/components/ui/toast'
import { isolate } from '@/lib/characters'
import { useFollow } from '@/lib/client/use-follow'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorProfile } from '@/lib/schema/creators'
import { FollowButton } from './follow-button'

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
      <LinkButton href="/studio/page">
        <Icon name="pen-line" className="size-4" />
        {t('creator.edit')}
      </LinkButton>
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
