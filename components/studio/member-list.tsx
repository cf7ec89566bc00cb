'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { SolAmount } from '@/components/ui/sol-amount'
import { membersQuery } from '@/lib/client/queries/numbers'
import { useFormats } from '@/lib/client/use-formats'
import { useSettled } from '@/lib/client/use-settled'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, creatorHref } from '@/lib/links'
import type { Member, MemberStatus } from '@/lib/schema/members'
import { ListFilters } from './list-filters'

const STATUSES: readonly MemberStatus[] = ['active', 'ended']

/** Who is a member, or was; the latest to join first. */
export function MemberList() {
  const t = useTranslator()
  const [status, setStatus] = useState<MemberStatus>('active')
  const [typed, setTyped] = useState('')
  const query = useSettled(typed.trim())
  return (
    <section aria-labelledby="members-heading" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="members-heading" className="font-semibold text-lg">
          {t('numbers.members')}
        </h2>
        <a href="/api/me/members/export" download className={buttonClass({ size: 'sm' })}>
          <Icon name="download" className="size-4" />
          <span>{t('numbers.export.members')}</span>
        </a>
      </div>
      <ListFilters
        label={t('numbers.members.which')}
        options={STATUSES.map((value) => ({ value, label: t(`numbers.members.${value}`) }))}
        value={status}
        onChange={setStatus}
        search={t('numbers.members.search')}
        typed={typed}
        onType={setTyped}
      />
      <Members status={status} query={query} />
    </section>
  )
}

function Members({ status, query }: { status: MemberStatus; query: string }) {
  const t = useTranslator()
  const members = useInfiniteQuery(membersQuery(status, query))
  const { data, isError, isFetching, refetch } = members
  if (data === undefined)
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label={t('numbers.members.loading')} className="flex flex-col gap-3">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    )
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0)
    return (
      <p className="rounded-lg bg-sunken px-4 py-3.5 text-muted text-sm">
        {t(query === '' ? `numbers.members.none.${status}` : 'numbers.members.notFound')}
      </p>
    )
  return (
    <div>
      <ul
        aria-label={t('numbers.members')}
        className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
      >
        {items.map((member) => (
          <li key={member.id} data-member={member.status} className="animate-arrive">
            <MemberLine member={member} />
          </li>
        ))}
      </ul>
      <LoadMore query={members} />
    </div>
  )
}

function MemberLine({ member }: { member: Member }) {
  const t = useTranslator()
  const { mediumDay } = useFormats()
  const { who, tier, tierName, status, cancelled, paidLamports } = member
  const times = { since: mediumDay(member.since), until: mediumDay(member.until) }
  const name = <bdi className="one-name">{who.displayName}</bdi>
  return (
    <div className="flex items-center gap-3.5 px-4 py-3.5">
      <Avatar name={who.displayName} picture={avatarSources(who)} />
      <div className="min-w-0 flex-1 text-sm">
        <p className="flex min-w-0 items-center gap-2">
          {who.handle === null ? (
            <span className="min-w-0 font-semibold">{name}</span>
          ) : (
            <Link href={creatorHref(who.handle)} className="min-w-0 font-semibold hover:underline">
              {name}
            </Link>
          )}
          <span className="flex max-w-[50%] shrink-0">
            <Badge tone={status === 'active' ? 'accent' : 'neutral'}>
              <bdi>{tierName ?? tier}</bdi>
            </Badge>
          </span>
        </p>
        <p className="text-muted text-xs">
          {t(`numbers.member.${status === 'active' && cancelled ? 'cancelled' : status}`, times)}
        </p>
      </div>
      <p className="text-right text-sm">
        <SolAmount lamports={paidLamports} />
        <span className="block text-muted text-xs">{t('numbers.member.paid')}</span>
      </p>
    </div>
  )
}
