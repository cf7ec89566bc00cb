'use client'

import { Coins, PenLine } from 'lucide-react'
import { useState } from 'react'
import { usePurchases } from '@/components/purchases/purchase-provider'
import { useSignIn } from '@/components/session/sign-in-provider'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { useFollow } from '@/lib/client/use-follow'
import { useMe } from '@/lib/client/use-me'
import type { CreatorProfile } from '@/lib/schema/creators'
import { FollowButton } from './follow-button'
import { TipForm } from './tip-form'

/** What this reader can do with a creator: follow and tip, or look after their own page. */
export function CreatorActions({ creator }: { creator: CreatorProfile }) {
  const me = useMe()
  const askToSignIn = useSignIn()
  const { tip } = usePurchases()
  const { toggle, pending } = useFollow(creator)
  const [tipping, setTipping] = useState(false)

  if (me?.id === creator.id) {
    return (
      <LinkButton href="/studio/page">
        <PenLine className="size-4" aria-hidden="true" />
        Edit your page
      </LinkButton>
    )
  }
  return (
    <>
      <Button onClick={() => (me === null ? askToSignIn(() => setTipping(true)) : setTipping(true))}>
        <Coins className="size-4" aria-hidden="true" />
        Tip
      </Button>
      <FollowButton
        following={creator.following}
        name={creator.displayName}
        pending={pending}
        onToggle={() => (me === null ? askToSignIn(toggle) : toggle())}
      />
      <Dialog open={tipping} onClose={() => setTipping(false)} title={`Tip ${creator.displayName}`}>
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
