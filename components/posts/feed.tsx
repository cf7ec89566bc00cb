'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { SignInButton } from '@/components/session/sign-in-button'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Tabs } from '@/components/ui/tabs'
import { feedQuery } from '@/lib/client/queries'
import { useMe } from '@/lib/client/use-me'
import type { FeedFilter } from '@/lib/schema/posts'
import { PostList } from './post-list'

const FILTERS: readonly { filter: FeedFilter; href: string; label: string }[] = [
  { filter: 'all', href: '/', label: 'Everything' },
  { filter: 'following', href: '/?filter=following', label: 'Following' },
  { filter: 'subscribed', href: '/?filter=subscribed', label: 'Subscribed' },
]

export function Feed({ filter }: { filter: FeedFilter }) {
  const me = useMe()
  const query = useInfiniteQuery({ ...feedQuery(filter), enabled: filter === 'all' || me !== null })
  return (
    <>
      <div className="mb-6">
        <Tabs
          label="Which posts"
          tabs={FILTERS.map(({ filter: own, href, label }) => ({ href, label, current: own === filter }))}
        />
      </div>
      {filter !== 'all' && me === null ? (
        <ForMembers />
      ) : (
        <PostList query={query} empty={<NothingHere filter={filter} />} />
      )}
    </>
  )
}

function ForMembers() {
  return (
    <EmptyState
      icon={<Icon name="wallet" />}
      title="Your own feed starts with your wallet"
      action={<SignInButton variant="primary">Sign in</SignInButton>}
    >
      Follow creators, subscribe to them, and their posts gather here.
    </EmptyState>
  )
}

function NothingHere({ filter }: { filter: FeedFilter }) {
  const find = (
    <LinkButton href="/creators" variant="primary">
      Find creators
    </LinkButton>
  )
  if (filter === 'following') {
    return (
      <EmptyState icon={<Icon name="compass" />} title="You follow nobody yet" action={find}>
        Posts of those you follow appear here.
      </EmptyState>
    )
  }
  if (filter === 'subscribed') {
    return (
      <EmptyState icon={<Icon name="compass" />} title="No running subscription" action={find}>
        Posts of those you subscribe to appear here, opened.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Icon name="compass" />} title="Nothing has been published yet">
      Open the studio and be the first.
    </EmptyState>
  )
}
