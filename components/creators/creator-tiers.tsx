'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { usePurchases } from '@/components/purchases/purchase-provider'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import { cancelSubscription } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { membershipsQuery } from '@/lib/client/queries/creators'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorProfile, Memberships } from '@/lib/schema/creators'
import type { TierName } from '@/lib/schema/tiers'
import { TierCard, type TierOpens } from './tier-card'
import { tierState } from './tier-state'
import { Welcome } from './welcome'

/** The tiers that can be bought, and the one that runs even if it no longer can. */
export function CreatorTiers({ creator, look }: { creator: CreatorProfile; look: 'beside' | 'compared' }) {
  const { data: memberships } = useQuery(membershipsQuery(creator.handle))
  const me = useMe()
  const t = useTranslator()
  const { subscribe } = usePurchases()
  const { subscription } = creator
  const own = me?.id === creator.id
  const offered = creator.tiers.filter(({ enabled }) => enabled)
  const shown = creator.tierOrder === 'descending' ? offered.toReversed() : offered
  if (shown.length === 0) return own ? <OwnInvitation /> : look === 'beside' ? null : <NoTiers />
  return (
    <section aria-labelledby="tiers-heading">
      <h2 id="tiers-heading" className={look === 'compared' ? 'sr-only' : 'mb-5 font-semibold text-lg'}>
        {t('tiers.title')}
      </h2>
      {look === 'compared' && creator.welcome && <Welcome creator={creator} text={creator.welcome} />}
      {look === 'compared' && memberships && memberships.posts > 0 && (
        <p className="mb-6 max-w-prose text-muted">
          {t('tiers.openToAll', {
            open: memberships.openToAll,
            posts: memberships.posts,
            days: memberships.days,
          })}
        </p>
      )}
      <div className="flex flex-col gap-4">
        <div className={look === 'compared' ? COMPARED : BESIDE}>
          {shown.map((tier) => (
            <TierCard
              key={tier.tier}
              tier={tier}
              opens={opensOf(memberships, tier.tier)}
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

/** Side by side where they would push the posts off the screen. */
const BESIDE =
  '-mx-4 flex snap-x snap-mandatory scroll-px-4 gap-4 overflow-x-auto px-4 [scrollbar-width:none] *:w-64 *:shrink-0 *:snap-start sm:mx-0 sm:scroll-px-0 sm:px-0 lg:flex-col lg:overflow-visible lg:*:w-full'
const COMPARED = 'grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3'

/** Null while it is not known, and where there is nothing to count. */
function opensOf(memberships: Memberships | undefined, tier: TierName): TierOpens | null {
  const opened = memberships?.opened.find((one) => one.tier === tier)
  if (memberships === undefined || opened === undefined || memberships.posts === 0) return null
  return { opened: opened.posts, posts: memberships.posts, days: memberships.days }
}

function NoTiers() {
  const t = useTranslator()
  return <EmptyState icon={<Icon name="coins" />} title={t('tiers.none')} />
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
