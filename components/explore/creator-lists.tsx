'use client'

import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CreatorCard } from '@/components/creators/creator-card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { creatorsQuery, foundCreatorsQuery } from '@/lib/client/queries/creators'
import { useTranslator } from '@/lib/client/use-translator'
import type { Page } from '@/lib/schema/common'
import type { CreatorCard as Creator } from '@/lib/schema/creators'

export function AllCreators() {
  const t = useTranslator()
  return (
    <CreatorGrid
      query={useInfiniteQuery(creatorsQuery())}
      empty={
        <EmptyState icon={<Icon name="user" />} title={t('creators.none')}>
          {t('feed.all.empty.text')}
        </EmptyState>
      }
    />
  )
}

export function FoundCreators({ q }: { q: string }) {
  const t = useTranslator()
  return (
    <CreatorGrid
      query={useInfiniteQuery(foundCreatorsQuery(q))}
      empty={
        <EmptyState
          icon={<Icon name="search-x" />}
          title={t('search.noCreators', { q })}
          action={<LinkButton href="/creators">{t('creators.all')}</LinkButton>}
        >
          {t('search.nothing.text')}
        </EmptyState>
      }
    />
  )
}

interface CreatorGridProps {
  query: UseInfiniteQueryResult<InfiniteData<Page<Creator>>>
  empty: ReactNode
}

function CreatorGrid({ query, empty }: CreatorGridProps) {
  const t = useTranslator()
  const creators = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.isError && creators.length === 0)
    return <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching} />
  if (query.data === undefined)
    return (
      <div
        role="status"
        aria-label={t('creators.loading')}
        className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3"
      >
        {[0, 1, 2].map((place) => (
          <Skeleton key={place} className="h-64 w-full !rounded-lg" />
        ))}
      </div>
    )
  if (creators.length === 0) return empty
  return (
    <>
      <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {creators.map((creator) => (
          <li key={creator.id} className="grid">
            <CreatorCard creator={creator} look="tile" />
          </li>
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  )
}
