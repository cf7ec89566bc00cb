'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { usePurchases } from '@/components/purchases/purchase-provider'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import { cancelSubscription } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorProfile } from '@/lib/schema/creators'
import { TierCard } from './tier-card'
import { tierState } from './tier-state'

/** The tiers that can be bought, and the one that runs even if it no longer can. */
export function CreatorTiers({ creator }: { creator: CreatorProfile }) {
  const me = useMe()
  const t = useTranslator()
  const { subscribe } = usePurchases()
  const { subscription } = creator
  const own = me?.id === creator.id
  const shown = creator.tiers.filter(({ enabled }) => enabled)
  if (shown.length === 0) return own ? <OwnInvitation /> : null
  return (
    <section aria-labelledby="tiers-heading">
      <h2 id="tiers-heading" className="mb-5 font-semibold text-lg">
        {t('tiers.title')}
      </h2>
      <div className="flex flex-col gap-4">
        {/* Side by side where they would push the posts off the screen. */}
        <div className="-mx-4 flex snap-x snap-mandatory scroll-px-4 gap-4 overflow-x-auto px-4 [scrollbar-width:none] *:w-64 *:shrink-0 *:snap-start sm:mx-0 sm:scroll-px-0 sm:px-0 lg:flex-col lg:overflow-visible lg:*:w-full">
          {shown.map((tier) => (
            <TierCard
              key={tier.tier}
              tier={tier}
              state={tierState(tier, subscription, own)}
              onChoose={() => subscribe(creator, tier.tier)}
            />
          ))}
        </div>
        {subscription?.status === 'active' && <CancelReminders creator={creator} />}
      </div>
    </section>
  )
}

function OwnInvitation() {
  const t = useTranslator()
  return (
    <div className="rounded-lg border border-line border-dashed p-5 text-center">
      <p className="mb-4 text-balance text-muted text-sm">{t('tiers.offer')}</p>
      <LinkButton href="/studio/tiers">{t('tiers.setUp')}</LinkButton>
    </div>
  )
}

function CancelReminders({ creator }: { creator: CreatorProfile }) {
  const client = useQueryClient()
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const { mutate, isPending } = useMutation({
    mutationFn: () => cancelSubscription(creator.id),
    onSuccess: (subscription) => {
      client.setQueryData<CreatorProfile | null>(
        keys.creator(creator.handle),
        (known) => known && { ...known, subscription },
      )
      toast({ title: t('tiers.cancelled'), body: t('tiers.cancelled.text') })
    },
    onError: (error) => toast({ tone: 'danger', title: t('creator.notDone'), body: wordError(error) }),
  })
  return (
    <Button variant="quiet" size="sm" loading={isPending} onClick={() => mutate()}>
      {t('tiers.cancel')}
    </Button>
  )
}
