'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { PageHeading } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { LoadMore } from '@/components/ui/load-more'
import { TextInput } from '@/components/ui/text-input'
import { creatorsQuery, firstPage } from '@/lib/client/queries'
import type { Page } from '@/lib/schema/common'
import type { CreatorCard as Creator } from '@/lib/schema/creators'
import { CreatorCard } from './creator-card'

/** Everybody who publishes, and a way to find one. */
export function CreatorDirectory({ first }: { first: Page<Creator> }) {
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const query = useInfiniteQuery({
    ...creatorsQuery(search),
    placeholderData: keepPreviousData,
    ...(search === '' && { initialData: firstPage(first) }),
  })
  const creators = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="mx-auto max-w-page px-4 pt-6 sm:px-8 md:pt-10">
      <PageHeading title="Creators">Everybody who publishes here.</PageHeading>
      <div className="mb-6 max-w-sm">
        <Field label="Find a creator" labelHidden>
          {(control) => (
            <TextInput
              {...control}
              type="search"
              placeholder="Name or handle"
              autoComplete="off"
              maxLength={60}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
      {query.isError && creators.length === 0 && (
        <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching} />
      )}
      {query.isSuccess && creators.length === 0 && (
        <EmptyState
          icon={<SearchX />}
          title={search === '' ? 'No creators yet' : `Nobody called “${search}”`}
        >
          {search === '' ? 'Open the studio and be the first.' : 'Try a part of the name, or the handle.'}
        </EmptyState>
      )}
      <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {creators.map((creator) => (
          <li key={creator.id} className="grid">
            <CreatorCard creator={creator} look="tile" />
          </li>
        ))}
      </ul>
      <LoadMore query={query} />
    </div>
  )
}
