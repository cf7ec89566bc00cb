'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { tierLabel } from '@/components/creators/tier-label'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import { cancelSubscription } from '@/lib/client/api/api'
import { subscriptionsQuery } from '@/lib/client/queries/money'
import { useFormats } from '@/lib/client/use-formats'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, creatorHref } from '@/lib/links'
import type { SubscriptionItem } from '@/lib/schema/creators'

/** The longest running first, ended ones last. */
export function SubscriptionList({ subscriptions }: { subscriptions: readonly SubscriptionItem[] }) {
  const t = useTranslator()
  if (subscriptions.length === 0) {
    return (
      <p className="rounded-lg bg-sunken px-4 py-3.5 text-muted text-sm">{t('library.subscriptions.none')}</p>
    )
  }
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {subscriptions.map((subscription) => (
        <li key={subscription.creatorId} data-subscription={subscription.status} className="animate-arrive">
          <SubscriptionLine subscription={subscription} />
        </li>
      ))}
    </ul>
  )
}

function SubscriptionLine({ subscription }: { subscription: SubscriptionItem }) {
  const { creator, tier, tierName, status, currentPeriodEnd } = subscription
  const t = useTranslator()
  const { day } = useFormats()
  const href = creator.handle === null ? null : creatorHref(creator.handle)
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5 sm:flex-row sm:items-center">
      <div className="flex min-w-0 flex-1 items-center gap-3.5">
        <Avatar name={creator.displayName} picture={avatarSources(creator)} />
        <div className="min-w-0 flex-1 text-sm">
          <p className="flex min-w-0 items-center gap-2">
            {href === null ? (
              <bdi className="one-name min-w-0 font-semibold">{creator.displayName}</bdi>
            ) : (
              <Link href={href} className="min-w-0 font-semibold hover:underline">
                <bdi className="one-name">{creator.displayName}</bdi>
              </Link>
            )}
            <span className="flex max-w-[50%] shrink-0">
              <Badge tone={status === 'expired' ? 'neutral' : 'accent'}>
                <bdi>{href === null ? tierLabel(t, tier) : tierName}</bdi>
              </Badge>
            </span>
          </p>
          <p className="text-muted text-xs">{t(`subscription.${status}`, { day: day(currentPeriodEnd) })}</p>
          {href === null && (
            <p className="text-muted text-xs">
              {t(status === 'expired' ? 'subscription.left' : 'subscription.left.running')}
            </p>
          )}
        </div>
      </div>
      {status === 'active' && href !== null && <StopReminders subscription={subscription} />}
      {status === 'expired' && href !== null && (
        <LinkButton href={href} size="sm">
          {t('subscription.joinAgain')}
        </LinkButton>
      )}
    </div>
  )
}

function StopReminders({ subscription: { creatorId, creator } }: { subscription: SubscriptionItem }) {
  const client = useQueryClient()
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const { mutate, isPending } = useMutation({
    mutationFn: () => cancelSubscription(creatorId),
    onSuccess: (cancelled) =>
      client.setQueryData(subscriptionsQuery().queryKey, (known) =>
        known?.map((item) => (item.creatorId === creatorId ? { ...item, ...cancelled } : item)),
      ),
    onError: (error) =>
      toast({ tone: 'danger', title: t('subscription.notCancelled'), body: wordError(error) }),
  })
  return (
    <Button
      size="sm"
      loading={isPending}
      onClick={() => mutate()}
      aria-label={t('subscription.cancel.whose', { name: creator.displayName })}
    >
      {t('tiers.cancel')}
    </Button>
  )
}
