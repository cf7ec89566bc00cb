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
import { purchasesQuery, refundsQuery, subscriptionsQuery } from '@/lib/client/queries/money'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { isGoodwill } from '@/lib/schema/goodwill'
import type { Refund } from '@/lib/schema/refunds'
import { PurchaseList } from './purchase-list'
import { SubscriptionList } from './subscription-list'

/** What the reader holds and what they paid. */
export function Library() {
  const me = useMe()
  const t = useTranslator()
  return (
    <>
      <PageHeading title={t('shell.library')}>{t('library.text')}</PageHeading>
      {me === null ? <ForMembers /> : <OwnLibrary />}
    </>
  )
}

function OwnLibrary() {
  const t = useTranslator()
  const subscriptions = useQuery(subscriptionsQuery())
  const purchases = useInfiniteQuery(purchasesQuery())
  const refunds = useInfiniteQuery(refundsQuery())
  const owed = refunds.data?.pages.flatMap((page) => page.items).filter(isOwedToMe) ?? []
  const paid = purchases.data?.pages.flatMap((page) => page.items)
  const nonePaid = paid?.length === 0 && !purchases.hasNextPage
  if (subscriptions.data?.length === 0 && nonePaid) return <NothingYet />
  return (
    <div className="flex flex-col gap-10">
      {owed.length > 0 && (
        <Shelf
          title={t('refunds.title')}
          hint={t('library.refunds.hint')}
          loading={t('library.refunds.loading')}
          query={refunds}
        >
          <RefundList refunds={owed} />
          <LoadMore query={refunds} />
        </Shelf>
      )}
      <Shelf
        title={t('library.subscriptions')}
        hint={t('library.subscriptions.hint')}
        loading={t('library.subscriptions.loading')}
        query={subscriptions}
      >
        {subscriptions.data && <SubscriptionList subscriptions={subscriptions.data} />}
      </Shelf>
      <Shelf
        title={t('library.purchases')}
        loading={t('library.purchases.loading')}
        query={purchases}
        action={paid && paid.length > 0 && <Export />}
      >
        {paid && (paid.length > 0 || nonePaid) && <PurchaseList purchases={paid} />}
        <LoadMore query={purchases} />
      </Shelf>
    </div>
  )
}

interface ShelfProps {
  title: string
  hint?: string
  /** Said until it is read. */
  loading: string
  action?: ReactNode
  query: { data: unknown; isError: boolean; isFetching: boolean; refetch: () => Promise<unknown> }
  children: ReactNode
}

/** One list under its heading, or what there is instead of it until it is read. */
function Shelf({ title, hint, loading, action, query, children }: ShelfProps) {
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
          <div role="status" aria-label={loading} className="flex flex-col gap-3">
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
  const t = useTranslator()
  return (
    <p className="flex items-center gap-2 text-muted text-sm">
      <Icon name="download" className="size-4" />
      <span className="max-sm:sr-only">{t('library.export')}</span>
      {(['csv', 'json'] as const).map((format) => (
        <a
          key={format}
          href={`/api/purchases/export?format=${format}`}
          download
          aria-label={t('library.export.as', { format: format.toUpperCase() })}
          className={buttonClass({ size: 'sm' })}
        >
          {format.toUpperCase()}
        </a>
      ))}
    </p>
  )
}

function NothingYet() {
  const t = useTranslator()
  return (
    <EmptyState
      icon={<Icon name="library-big" />}
      title={t('library.empty')}
      action={
        <LinkButton href="/creators" variant="primary">
          {t('feed.find')}
        </LinkButton>
      }
    >
      {t('library.empty.text')}
    </EmptyState>
  )
}

function ForMembers() {
  const t = useTranslator()
  return (
    <EmptyState
      icon={<Icon name="library-big" />}
      title={t('library.visitor')}
      action={<SignInButton variant="primary">{t('account.signIn')}</SignInButton>}
    >
      {t('library.visitor.text')}
    </EmptyState>
  )
}

/** What was given back of goodwill stands with what it was paid for. */
function isOwedToMe({ role, reason }: Refund): boolean {
  return role === 'buyer' && !isGoodwill(reason)
}
