'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Bell, CheckCheck } from 'lucide-react'
import { useSignIn } from '@/components/session/sign-in-provider'
import { PageHeading } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { readNotifications } from '@/lib/client/api'
import { firstPage, notificationsQuery } from '@/lib/client/queries'
import { useMe } from '@/lib/client/use-me'
import { useRendered } from '@/lib/client/use-rendered'
import type { NotificationPage } from '@/lib/schema/notifications'
import { NotificationList } from './notification-list'

/** The marks of what was read come back as events, in every tab at once. */
export function Notifications({ first }: { first: NotificationPage | null }) {
  const me = useMe()
  const rendered = useRendered(first)
  const toast = useToast()
  const { mutate: markRead, isPending } = useMutation({
    mutationFn: readNotifications,
    onError: (error) => toast({ tone: 'danger', title: 'They are still unread', body: error.message }),
  })
  return (
    <>
      <PageHeading
        title="Notifications"
        action={
          me !== null &&
          me.unreadCount > 0 && (
            <Button size="sm" loading={isPending} onClick={() => markRead({ all: true })}>
              <CheckCheck className="size-4" aria-hidden="true" />
              Mark all as read
            </Button>
          )
        }
      />
      {me === null ? <ForMembers /> : <Inbox first={rendered} onOpen={(id) => markRead({ ids: [id] })} />}
    </>
  )
}

interface InboxProps {
  first: NotificationPage | null
  onOpen: (id: string) => void
}

function Inbox({ first, onOpen }: InboxProps) {
  const query = useInfiniteQuery({
    ...notificationsQuery(),
    ...(first && { initialData: firstPage(first) }),
  })
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching} />
    ) : (
      <div role="status" aria-label="Loading notifications" className="flex flex-col gap-3">
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
  const askToSignIn = useSignIn()
  return (
    <EmptyState
      icon={<Bell />}
      title="Sign in to be told"
      action={
        <Button variant="primary" onClick={() => askToSignIn()}>
          Sign in
        </Button>
      }
    >
      Replies, sales and new posts of those you follow arrive here the moment they happen.
    </EmptyState>
  )
}
