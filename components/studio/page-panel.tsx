'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { InvitationLink } from '@/components/invitations/invitation-link'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { updateCreator } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { useOwnCreator } from '@/lib/client/use-own-creator'
import { useTranslator } from '@/lib/client/use-translator'
import { creatorHref } from '@/lib/links'
import type { CreatorPatch } from '@/lib/schema/creators'
import { asVisitor } from '@/lib/schema/visitor-view'
import { LeavePanel } from './leave-panel'
import { PageAddress } from './page-address'
import { ProfileForm } from './profile-form'

/** Name, words and pictures of the creator's page. */
export function PagePanel() {
  const t = useTranslator()
  const client = useQueryClient()
  const toast = useToast()
  const { handle, data: creator, isError, isFetching, refetch } = useOwnCreator()
  const mutation = useMutation({
    mutationFn: (patch: CreatorPatch) => updateCreator(patch),
    onSuccess: (saved) => {
      client.setQueryData(keys.creator(handle), saved)
      void client.invalidateQueries({ queryKey: keys.me })
      toast({ tone: 'positive', title: t('studio.ownPage.saved') })
    },
  })
  if (isError) return <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
  if (!creator) {
    return (
      <div role="status" aria-label={t('studio.loadingPage')}>
        <Skeleton className="h-64 w-full" />
      </div>
    )
  }
  return (
    <div className="flex max-w-md flex-col gap-6">
      <ProfileForm
        creator={creator}
        isPending={mutation.isPending}
        error={mutation.error}
        onSubmit={mutation.mutateAsync}
      />
      <div className="flex flex-wrap gap-3">
        <LinkButton href={creatorHref(handle)} variant="quiet">
          {t('studio.ownPage.see')}
        </LinkButton>
        <LinkButton href={asVisitor(creatorHref(handle))} variant="quiet" anew>
          {t('studio.ownPage.asVisitor')}
        </LinkButton>
      </div>
      <PageAddress handle={handle} />
      <InvitationLink handle={handle} />
      <LeavePanel />
    </div>
  )
}
