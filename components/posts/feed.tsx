'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { SignInButton } from '@/components/session/sign-in-button'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Tabs } from '@/components/ui/tabs'
import { feedSource } from '@/lib/client/queries/posts'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import type { FeedFilter } from '@/lib/schema/posts'
import { PostList } from './post-list'

const FILTERS: readonly { filter: FeedFilter; href: string }[] = [
  { filter: 'all', href: '/' },
  { filter: 'following', href: '/?filter=following' },
  { filter: 'subscribed', href: '/?filter=subscribed' },
]

export function Feed({ filter }: { filter: FeedFilter }) {
  const me = useMe()
  const t = useTranslator()
  const source = feedSource(filter)
  const query = useInfiniteQuery({ ...source.list, enabled: filter === 'all' || me !== null })
  return (
    <>
      <div className="mb-6">
        <Tabs
          label={t('feed.tabs')}
          tabs={FILTERS.map(({ filter: own, href }) => ({
            href,
            label: t(`feed.${own}`),
            current: own === filter,
          }))}
        />
      </div>
      {filter !== 'all' && me === null ? (
        <ForMembers />
      ) : (
        <PostList source={source} query={query} empty={<NothingHere filter={filter} />} />
      )}
    </>
  )
}

function ForMembers() {
  const t = useTranslator()
  return (
    <EmptyState
      icon={<Icon name="wallet" />}
      title={t('feed.visitor')}
      action={<SignInButton variant="primary">{t('account.signIn')}</SignInButton>}
    >
      {t('feed.visitor.text')}
    </EmptyState>
  )
}

function NothingHere({ filter }: { filter: FeedFilter }) {
  const t = useTranslator()
  const find = (
    <LinkButton href="/creators" variant="primary">
      {t('feed.find')}
    </LinkButton>
  )
  return (
    <EmptyState
      icon={<Icon name="compass" />}
      title={t(`feed.${filter}.empty`)}
      action={filter === 'all' ? undefined : find}
    >
      {t(`feed.${filter}.empty.text`)}
    </EmptyState>
  )
}
