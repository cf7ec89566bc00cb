'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@/components/ui/link'
import { suggestionsQuery } from '@/lib/client/queries/creators'
import { useTranslator } from '@/lib/client/use-translator'
import { CreatorCard } from './creator-card'

/** Beside the feed: who else is here. */
export function CreatorSuggestions() {
  const t = useTranslator()
  const creators = useInfiniteQuery(suggestionsQuery()).data?.pages[0]?.items ?? []
  if (creators.length === 0) return null
  return (
    <section aria-labelledby="suggestions">
      <h2 id="suggestions" className="mb-4 font-semibold text-sm">
        {t('shell.creators')}
      </h2>
      <ul className="flex flex-col gap-4">
        {creators.map((creator) => (
          <li key={creator.id}>
            <CreatorCard creator={creator} look="row" />
          </li>
        ))}
      </ul>
      <Link
        href="/creators"
        className="mt-5 inline-block font-medium text-muted text-sm hover:text-text hover:underline"
      >
        {t('creators.all')}
      </Link>
    </section>
  )
}
