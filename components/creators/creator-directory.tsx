'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { PageHeading } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { LoadMore } from '@/components/ui/load-more'
import { TextInput } from '@/components/ui/text-input'
import { navigate } from '@/lib/client/navigation/place'
import { creatorsQuery } from '@/lib/client/queries'
import { useTranslator } from '@/lib/client/use-translator'
import { LIMITS } from '@/lib/schema/limits'
import { CreatorCard } from './creator-card'

/** Everybody who publishes, and a way to find one: as it is typed, or by a form whose answer is a page. `asked`: by the address. */
export function CreatorDirectory({ asked }: { asked: string }) {
  const t = useTranslator()
  const [text, setText] = useState(asked)
  const [address, setAddress] = useState(asked)
  if (address !== asked) {
    setAddress(asked)
    setText(asked)
  }
  const search = useDeferredValue(text.trim())
  const query = useInfiniteQuery({ ...creatorsQuery(search), placeholderData: keepPreviousData })
  const creators = query.data?.pages.flatMap((page) => page.items) ?? []
  /** When it is typed, not while: who comes back, or is sent the address, finds the same. */
  const keepInAddress = () => {
    const href = search === '' ? '/creators' : `/creators?${new URLSearchParams({ query: search })}`
    if (search !== asked) void navigate(href, { replace: true, keepsScroll: true })
  }
  return (
    <div className="mx-auto max-w-page px-4 pt-6 sm:px-8 md:pt-10">
      <PageHeading title={t('shell.creators')}>{t('creators.text')}</PageHeading>
      <search className="mb-6 block max-w-sm">
        <form
          action="/creators"
          onSubmit={(event) => {
            event.preventDefault()
            keepInAddress()
          }}
        >
          <Field label={t('creators.find')} labelHidden>
            {(control) => (
              <TextInput
                {...control}
                type="search"
                name="query"
                aria-label={t('creators.find')}
                enterKeyHint="search"
                placeholder={t('creators.find.hint')}
                autoComplete="off"
                maxLength={LIMITS.creatorQuery}
                value={text}
                onChange={(event) => setText(event.target.value)}
                onBlur={keepInAddress}
              />
            )}
          </Field>
        </form>
      </search>
      {query.isError && creators.length === 0 && (
        <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching} />
      )}
      {query.isSuccess && creators.length === 0 && (
        <EmptyState
          icon={<Icon name="search-x" />}
          title={search === '' ? t('creators.none') : t('creators.nobody', { search })}
        >
          {search === '' ? t('feed.all.empty.text') : t('creators.nobody.text')}
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
