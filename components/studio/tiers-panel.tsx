'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { setTiers } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { useOwnCreator } from '@/lib/client/use-own-creator'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { TierInput } from '@/lib/schema/tiers'
import { TierOrderChoice } from './tier-order-choice'
import { TiersEditor } from './tiers-editor'

export function TiersPanel() {
  const t = useTranslator()
  const client = useQueryClient()
  const toast = useToast()
  const { handle, data: creator, isError, isFetching, refetch } = useOwnCreator()
  const mutation = useMutation({
    mutationFn: (tiers: TierInput[]) => setTiers(tiers),
    onSuccess: (tiers) => {
      client.setQueryData<CreatorProfile | null>(
        keys.creator(handle),
        (known) => known && { ...known, tiers },
      )
      toast({ tone: 'positive', title: t('studio.ownTiers.saved') })
    },
  })
  if (isError) return <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
  if (!creator) {
    return (
      <div role="status" aria-label={t('studio.loadingTiers')} className="flex flex-col gap-4">
        <Skeleton className="h-40 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    )
  }
  return (
    <>
      <p className="mb-5 text-muted text-sm">{t('studio.ownTiers.text')}</p>
      <TiersEditor
        tiers={creator.tiers}
        isPending={mutation.isPending}
        error={mutation.error}
        onSubmit={mutation.mutateAsync}
      />
      <TierOrderChoice creator={creator} />
    </>
  )
}
