'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Compass, Wallet } from 'lucide-react'
import { useSignIn } from '@/components/session/sign-in-provider'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Tabs } from '@/components/ui/tabs'
import { feedQuery, firstPage } from '@/lib/client/queries'
import { useMe } from '@/lib/client/use-me'
import { useRendered } from '@/lib/client/use-rendered'
import type { Page } from '@/lib/schema/common'
import type { FeedFilter, Post } from '@/lib/schema/posts'
import { PostList } from './post-list'

interface FeedProps {
  filter: FeedFilter
  /** The first page, as the server rendered it; null where only a signed-in reader has one. */
  first: Page<Post> | null
}

const FILTERS: readonly { filter: FeedFilter; href: string; label: string }[] = [
  { filter: 'all', href: '/', label: 'Everything' },
  { filter: 'following', href: '/?filter=following', label: 'Following' },
  { filter: 'subscribed', href: '/?filter=subscribed', label: 'Subscribed' },
]

export function Feed({ filter, first }: FeedProps) {
  const me = useMe()
  const rendered = useRendered(first)
  const query = useInfiniteQuery({
    ...feedQuery(filter),
    enabled: filter === 'all' || me !== null,
    ...(rendered && { initialData: firstPage(rendered) }),
  })
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
  const askToSignIn = useSignIn()
  return (
    <EmptyState
      icon={<Wallet />}
      title="Your own feed starts with your wallet"
      action={
        <Button variant="primary" onClick={() => askToSignIn()}>
          Sign in
        </Button>
      }
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
      <EmptyState icon={<Compass />} title="You follow nobody yet" action={find}>
        Posts of those you follow appear here.
      </EmptyState>
    )
  }
  if (filter === 'subscribed') {
    return (
      <EmptyState icon={<Compass />} title="No running subscription" action={find}>
        Posts of those you subscribe to appear here, opened.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Compass />} title="Nothing has been published yet">
      Open the studio and be the first.
    </EmptyState>
  )
}
