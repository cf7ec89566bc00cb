'use client'

import { useQuery } from '@tanstack/react-query'
import { Printer, ReceiptText } from 'lucide-react'
import { useSignIn } from '@/components/session/sign-in-provider'
import { NothingHere } from '@/components/shell/nothing-here'
import { PageHeading } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { receiptQuery } from '@/lib/client/queries'
import { useMe } from '@/lib/client/use-me'
import { useRendered } from '@/lib/client/use-rendered'
import type { Receipt } from '@/lib/schema/receipts'
import { ReceiptSheet } from './receipt-sheet'

interface ReceiptPageProps {
  purchaseId: string
  /** As the server rendered it; null for a visitor and for whose purchase it is not. */
  first: Receipt | null
}

/** Its owner's alone: for anybody else there is nothing at this address. */
export function ReceiptPage({ purchaseId, first }: ReceiptPageProps) {
  const me = useMe()
  const rendered = useRendered(first)
  return me === null ? <ForMembers /> : <OwnReceipt key={me.id} purchaseId={purchaseId} first={rendered} />
}

function OwnReceipt({ purchaseId, first }: ReceiptPageProps) {
  const { data, isError, isFetching, refetch } = useQuery({
    ...receiptQuery(purchaseId),
    ...(first && { initialData: first }),
  })
  if (data === undefined) {
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label="Loading the receipt">
        <Skeleton className="h-96 w-full" />
      </div>
    )
  }
  if (data === null) return <NothingHere />
  return (
    <>
      <div className="print:hidden">
        <PageHeading
          title="Receipt"
          action={
            <div className="flex gap-2">
              <LinkButton href="/library" variant="quiet" size="sm">
                Library
              </LinkButton>
              <Button size="sm" onClick={() => window.print()}>
                <Printer className="size-4" aria-hidden="true" />
                Print
              </Button>
            </div>
          }
        />
      </div>
      <ReceiptSheet receipt={data} />
    </>
  )
}

function ForMembers() {
  const askToSignIn = useSignIn()
  return (
    <>
      <PageHeading title="Receipt" />
      <EmptyState
        icon={<ReceiptText />}
        title="Only who paid can see it"
        action={
          <Button variant="primary" onClick={() => askToSignIn()}>
            Sign in
          </Button>
        }
      >
        Sign in with the wallet that paid.
      </EmptyState>
    </>
  )
}
