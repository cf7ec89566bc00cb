'use client'

import { useEffect } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { OptionList } from '@/components/ui/option-list'
import { warm } from '@/lib/client/navigation/place'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources } from '@/lib/links'
import type { SuggestedLink } from './suggested-links'

interface SuggestionListProps {
  id: string | undefined
  /** Empty while it is closed. */
  links: readonly SuggestedLink[]
  active: number | null
  onChoose: (href: string) => void
}

export function SuggestionList({ id, links, active, onChoose }: SuggestionListProps) {
  const t = useTranslator()
  const href = active === null ? undefined : links[active]?.href
  useEffect(() => {
    if (href !== undefined) warm(href)
  }, [href])
  return (
    <OptionList
      id={id}
      label={t('search.suggestions')}
      options={links.map((link) => ({
        key: link.key,
        content: <Suggestion link={link} />,
        onPoint: () => warm(link.href),
      }))}
      active={active}
      onChoose={(place) => {
        const chosen = links[place]
        if (chosen) onChoose(chosen.href)
      }}
    />
  )
}

function Suggestion({ link: { kind, creator, label, detail } }: { link: SuggestedLink }) {
  return (
    <>
      <span className="flex size-8 shrink-0 items-center justify-center text-muted" aria-hidden>
        {creator ? (
          <Avatar name={creator.displayName} picture={avatarSources(creator)} size="sm" />
        ) : (
          <Icon name={kind === 'post' ? 'newspaper' : 'search'} className="size-4" />
        )}
      </span>
      <span className={cx('min-w-0 flex-1', kind === 'all' && 'font-medium')}>
        <bdi className="block truncate">{label}</bdi>
        {detail && <bdi className="block truncate text-muted text-xs">{detail}</bdi>}
      </span>
    </>
  )
}
