'use client'

import { useQuery } from '@tanstack/react-query'
import { SignInButton } from '@/components/session/sign-in-button'
import { NothingHere } from '@/components/shell/nothing-here'
import { PageHeading } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { receiptQuery } from '@/lib/client/queries/money'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { ReceiptSheet } from './receipt-sheet'

/** Its owner's alone: for anybody else there is nothing at this address. */
export function ReceiptPage({ purchaseId }: { purchaseId: string }) {
  const me = useMe()
  return me === null ? <ForMembers /> : <OwnReceipt key={me.id} purchaseId={purchaseId} />
}

function OwnReceipt({ purchaseId }: { purchaseId: string }) {
  const t = useTranslator()
  const { data, isError, isFetching, refetch } = useQuery(receiptQuery(purchaseId))
  if (data === undefined) {
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label={t('receipt.loading')}>
        <Skeleton className="h-96 w-full" />
      </div>
    )
  }
  if (data === null) return <NothingHere />
  return (
    <>
      <div className="print:hidden">
        <PageHeading
          title={t('screen.receipt')}
          action={
            <div className="flex gap-2">
              <LinkButton href="/library" variant="quiet" size="sm">
                {t('shell.library')}
              </LinkButton>
              <Button size="sm" onClick={() => window.print()}>
                <Icon name="printer" className="size-4" />
                {t('receipt.print')}
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
  const t = useTranslator()
  return (
    <>
      <PageHeading title={t('screen.receipt')} />
      <EmptyState
        icon={<Icon name="receipt-text" />}
        title={t('receipt.visitor')}
        action={<SignInButton variant="primary">{t('account.signIn')}</SignInButton>}
      >
        {t('receipt.visitor.text')}
      </EmptyState>
    </>
  )
}
