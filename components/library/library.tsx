'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { RefundList } from '@/components/refunds/refund-list'
import { SignInButton } from '@/components/session/sign-in-button'
import { PageHeading } from '@/components/shell/page'
import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { purchasesQuery, refundsQuery, subscriptionsQuery } from '@/lib/client/queries'
import { useMe } from '@/lib/client/use-me'
import { PurchaseList } from './purchase-list'
import { SubscriptionList } from './subscription-list'

/** What the reader holds and what they paid. */
export function Library() {
  const me = useMe()
  return (
    <>
      <PageHeading title="Library">What is yours, and what you paid for it.</PageHeading>
      {me === null ? <ForMembers /> : <OwnLibrary />}
    </>
  )
}

function OwnLibrary() {
  const subscriptions = useQuery(subscriptionsQuery())
  const purchases = useInfiniteQuery(purchasesQuery())
  const refunds = useInfiniteQuery(refundsQuery())
  const owed = refunds.data?.pages.flatMap((page) => page.items).filter(({ role }) => role === 'buyer') ?? []
  const paid = purchases.data?.pages.flatMap((page) => page.items)
  const nonePaid = paid?.length === 0 && !purchases.hasNextPage
  if (subscriptions.data?.length === 0 && nonePaid) return <NothingYet />
  return (
    <div className="flex flex-col gap-10">
      {owed.length > 0 && (
        <Shelf
          title="Refunds"
          hint="You paid, and nothing could be given for it: the whole amount comes back."
          query={refunds}
        >
          <RefundList refunds={owed} />
          <LoadMore query={refunds} />
        </Shelf>
      )}
      <Shelf
        title="Subscriptions"
        hint="A period ends by itself; nothing is charged again."
        query={subscriptions}
      >
        {subscriptions.data && <SubscriptionList subscriptions={subscriptions.data} />}
      </Shelf>
      <Shelf title="Purchases" query={purchases} action={paid && paid.length > 0 && <Export />}>
        {paid && (paid.length > 0 || nonePaid) && <PurchaseList purchases={paid} />}
        <LoadMore query={purchases} />
      </Shelf>
    </div>
  )
}

interface ShelfProps {
  title: string
  hint?: string
  action?: ReactNode
  query: { data: unknown; isError: boolean; isFetching: boolean; refetch: () => Promise<unknown> }
  children: ReactNode
}

/** One list under its heading, or what there is instead of it until it is read. */
function Shelf({ title, hint, action, query, children }: ShelfProps) {
  const { data, isError, isFetching, refetch } = query
  return (
    <section aria-label={title}>
      <div className="flex items-center justify-between gap-4">
        <h2 className="font-semibold text-lg">{title}</h2>
        {action}
      </div>
      {hint && <p className="text-muted text-sm">{hint}</p>}
      <div className="mt-4">
        {data !== undefined && children}
        {data === undefined && isError && <ErrorState onRetry={() => void refetch()} retrying={isFetching} />}
        {data === undefined && !isError && (
          <div role="status" aria-label={`Loading ${title.toLowerCase()}`} className="flex flex-col gap-3">
            <Skeleton className="h-16 w-full" />
            <Skeleton className="h-16 w-full" />
          </div>
        )}
      </div>
    </section>
  )
}

/** Everything that was bought, with its receipts, to keep. */
function Export() {
  return (
    <p className="flex items-center gap-2 text-muted text-sm">
      <Icon name="download" className="size-4" />
      <span className="max-sm:sr-only">Export</span>
      {(['csv', 'json'] as const).map((format) => (
        <a
          key={format}
          href={`/api/purchases/export?format=${format}`}
          download
          aria-label={`Export as ${format.toUpperCase()}`}
          className={buttonClass({ size: 'sm' })}
        >
          {format.toUpperCase()}
        </a>
      ))}
    </p>
  )
}

function NothingYet() {
  return (
    <EmptyState
      icon={<Icon name="library-big" />}
      title="Nothing here yet"
      action={
        <LinkButton href="/creators" variant="primary">
          Find creators
        </LinkButton>
      }
    >
      The posts you buy and the creators you subscribe to gather here, with what you paid.
    </EmptyState>
  )
}

function ForMembers() {
  return (
    <EmptyState
      icon={<Icon name="library-big" />}
      title="Your library is in your wallet"
      action={<SignInButton variant="primary">Sign in</SignInButton>}
    >
      Sign in with it and everything you bought is here, on every device.
    </EmptyState>
  )
}
