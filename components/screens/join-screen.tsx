'use client'

import { useQuery } from '@tanstack/react-query'
import { JoinPage } from '@/components/invitations/join-page'
import { NothingHere } from '@/components/shell/nothing-here'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { isolate } from '@/lib/characters'
import { useCurrentHandle } from '@/lib/client/navigation/use-current-handle'
import { useRoute } from '@/lib/client/navigation/use-place'
import { creatorQuery } from '@/lib/client/queries/creators'
import { useTranslator } from '@/lib/client/use-translator'
import { joinHref } from '@/lib/links'

export function JoinScreen() {
  const t = useTranslator()
  const { handle } = useRoute('join')
  useCurrentHandle(handle, joinHref)
  const { data: inviter, isError, isFetching, refetch } = useQuery(creatorQuery(handle))
  return (
    <Page>
      <PageHead
        title={inviter ? t('screen.join', { name: isolate(inviter.displayName) }) : null}
        description={t('screen.join.text')}
      />
      {inviter === null && <NothingHere />}
      {inviter && <JoinPage inviter={inviter} />}
      {inviter === undefined && isError && (
        <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {inviter === undefined && !isError && (
        <div role="status" aria-label={t('screen.join.loading')}>
          <Skeleton className="h-96 w-full" />
        </div>
      )}
    </Page>
  )
}
