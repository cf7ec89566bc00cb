'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { TextPage } from '@/components/texts/text-page'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useRoute } from '@/lib/client/navigation/use-place'
import { textQuery } from '@/lib/client/queries/session'
import { useTranslator } from '@/lib/client/use-translator'
import type { TextName } from '@/lib/schema/text-names'

export function TextScreen() {
  const { name } = useRoute('text')
  return <Text key={name} name={name} />
}

function Text({ name }: { name: TextName }) {
  const t = useTranslator()
  // In the language of before until it is there in the new one.
  const {
    data: text,
    isError,
    isFetching,
    refetch,
  } = useQuery({
    ...textQuery(t.locale, name),
    placeholderData: keepPreviousData,
  })
  return (
    <Page>
      <PageHead title={t(`text.${name}`)} description={t(`text.${name}.about`)} />
      {text && <TextPage text={text} />}
      {text === undefined && isError && <ErrorState onRetry={() => void refetch()} retrying={isFetching} />}
      {text === undefined && !isError && (
        <div role="status" aria-label={t('shell.loading')} className="flex flex-col gap-5">
          <Skeleton className="h-10 w-2/3" />
          <Skeleton className="h-40 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      )}
    </Page>
  )
}
