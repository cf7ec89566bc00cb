'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { SignInButton } from '@/components/session/sign-in-button'
import { PageHeading } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { readNotifications } from '@/lib/client/api/api'
import { notificationsQuery } from '@/lib/client/queries/session'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { NotificationList } from './notification-list'

/** The marks of what was read come back as events, in every tab at once. */
export function Notifications() {
  const me = useMe()
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const { mutate: markRead, isPending } = useMutation({
    mutationFn: readNotifications,
    onError: (error) => toast({ tone: 'danger', title: t('notifications.notRead'), body: wordError(error) }),
  })
  return (
    <>
      <PageHeading
        title={t('shell.notifications')}
        action={
          me !== null &&
          me.unreadCount > 0 && (
            <Button size="sm" loading={isPending} onClick={() => markRead({ all: true })}>
              <Icon name="check-check" className="size-4" />
              {t('notifications.readAll')}
            </Button>
          )
        }
      />
      {me === null ? <ForMembers /> : <Inbox onOpen={(id) => markRead({ ids: [id] })} />}
    </>
  )
}

function Inbox({ onOpen }: { onOpen: (id: string) => void }) {
  const t = useTranslator()
  const query = useInfiniteQuery(notificationsQuery())
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching} />
    ) : (
      <div role="status" aria-label={t('notifications.loading')} className="flex flex-col gap-3">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    )
  }
  return (
    <>
      <NotificationList notifications={query.data.pages.flatMap((page) => page.items)} onOpen={onOpen} />
      <LoadMore query={query} />
    </>
  )
}

function ForMembers() {
  const t = useTranslator()
  return (
    <EmptyState
      icon={<Icon name="bell" />}
      title={t('notifications.visitor')}
      action={<SignInButton variant="primary">{t('account.signIn')}</SignInButton>}
    >
      {t('notifications.visitor.text')}
    </EmptyState>
  )
}
