'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { LoadMore } from '@/components/ui/load-more'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import { navigate } from '@/lib/client/navigation/place'
import { useRoute } from '@/lib/client/navigation/use-place'
import { ownPostsQuery } from '@/lib/client/queries/posts'
import { useTakenAway } from '@/lib/client/take-away'
import { useOwnChannel } from '@/lib/client/use-own-channel'
import { useSettled } from '@/lib/client/use-settled'
import { useTranslator } from '@/lib/client/use-translator'
import { ownPostsHref } from '@/lib/links'
import { OWN_POSTS_LOOKS, OWN_POSTS_WHICH, type OwnPostsLook, type OwnPostsWhich } from '@/lib/routes'
import type { Translator } from '@/lib/words/translator'
import { ListFilters } from './list-filters'
import { OwnPostLine } from './own-post-line'
import { OwnPostsTable } from './own-posts-table'

/** Everything that a creator has written, whoever else sees it. Which of it is in the address: it is there on coming back. */
export function OwnPosts() {
  const t = useTranslator()
  const asked = useRoute('own-posts')
  const { which, q, look } = asked
  const [typed, setTyped] = useState(q)
  const [address, setAddress] = useState(q)
  if (address !== q) {
    setAddress(q)
    // Another list was gone to. What is typed has a space at its end before the next word.
    if (q !== typed.trim()) setTyped(q)
  }
  const query = useSettled(q)
  useOwnChannel()

  function show(other: Partial<typeof asked>) {
    void navigate(ownPostsHref({ ...asked, ...other }), { replace: true, keepsScroll: true })
  }

  return (
    <section aria-label={t('studio.posts')} className="flex flex-col gap-5">
      <ListFilters
        label={t('studio.posts.which')}
        options={OWN_POSTS_WHICH.map((value) => ({ value, label: t(`studio.posts.${value}`) }))}
        value={which}
        onChange={(value) => show({ which: value })}
        search={t('studio.posts.search')}
        typed={typed}
        onType={(text) => {
          setTyped(text)
          show({ q: text.trim() })
        }}
      />
      <List which={which} query={query} look={look} onLook={(value) => show({ look: value })} />
    </section>
  )
}

interface ListProps {
  which: OwnPostsWhich
  query: string
  look: OwnPostsLook
  onLook: (look: OwnPostsLook) => void
}

function List({ which, query, look, onLook }: ListProps) {
  const t = useTranslator()
  const list = useInfiniteQuery(ownPostsQuery(which === 'all' ? null : which, query))
  const takenAway = useTakenAway()
  const { data, isError, isFetching, refetch } = list
  if (data === undefined)
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label={t('studio.posts.loading')} className="flex flex-col gap-3">
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-20 w-full" />
      </div>
    )
  const items = data.pages.flatMap((page) => page.items).filter(({ id }) => !takenAway.has(id))
  if (items.length === 0)
    return (
      <div className="flex flex-col items-start gap-4 rounded-lg bg-sunken px-4 py-3.5">
        <p className="text-muted text-sm">{noneIn(t, which, query)}</p>
        {query === '' && (
          <LinkButton href="/studio/new" size="sm">
            <Icon name="pencil" className="size-4" />
            <span>{t('studio.newPost')}</span>
          </LinkButton>
        )}
      </div>
    )
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segmented
          label={t('studio.posts.look')}
          options={OWN_POSTS_LOOKS.map((value) => ({ value, label: t(`studio.posts.look.${value}`) }))}
          value={look}
          onChange={onLook}
        />
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/studio/series" size="sm">
            <Icon name="layers" className="size-4" />
            <span>{t('creator.series')}</span>
          </LinkButton>
          <a href="/api/me/posts/export" download className={buttonClass({ size: 'sm' })}>
            <Icon name="download" className="size-4" />
            <span>{t('studio.posts.export')}</span>
          </a>
        </div>
      </div>
      {look === 'table' ? (
        <OwnPostsTable posts={items} />
      ) : (
        <ul
          aria-label={t('studio.posts')}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {items.map((post) => (
            <li key={post.id} id={`post-${post.id}`} className="animate-arrive">
              <OwnPostLine post={post} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore query={list} />
    </div>
  )
}

function noneIn(t: Translator, which: OwnPostsWhich, query: string): string {
  if (query !== '') return t('studio.posts.notFound')
  return which === 'all' ? t('studio.posts.none') : t(`studio.posts.none.${which}`)
}
