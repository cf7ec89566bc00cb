'use client'

import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu'
import { useFormats } from '@/lib/client/use-formats'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { editSeriesHref, seriesHref } from '@/lib/links'
import type { OwnSeries } from '@/lib/schema/series'
import { MoveButtons } from './move-buttons'
import { SeriesDialog } from './series-form'
import { useDeleteSeries } from './use-delete-series'

interface OwnSeriesLineProps {
  series: OwnSeries
  isFirst: boolean
  isLast: boolean
  onMove: (step: -1 | 1) => void
}

/** One of the creator's series: where it stands, and what can be done with it. */
export function OwnSeriesLine({ series, isFirst, isLast, onMove }: OwnSeriesLineProps) {
  const t = useTranslator()
  const { count } = useFormats()
  const me = useMe()
  const [renaming, setRenaming] = useState(false)
  const remove = useDeleteSeries(series)
  const { id, title, postsCount } = series
  return (
    <div className="flex items-center gap-2 px-3 py-3 sm:gap-3">
      <Icon name="grip-vertical" className="size-5 shrink-0 cursor-grab text-muted max-sm:hidden" />
      <div className="min-w-0 flex-1 max-sm:pl-1">
        <Link href={editSeriesHref(id)} className="break-words font-semibold hover:underline">
          <bdi>{title}</bdi>
        </Link>
        <p className="text-muted text-xs tabular-nums">
          {t('count.posts', { count: postsCount, shown: count(postsCount) })}
        </p>
      </div>
      {!(isFirst && isLast) && (
        <MoveButtons id={id} name={title} isFirst={isFirst} isLast={isLast} onMove={onMove} />
      )}
      <Menu
        id={`series-menu-${id}`}
        label={t('studio.posts.menu', { title })}
        trigger={<Icon name="ellipsis" className="size-5" />}
        triggerClass="hit-area inline-flex size-9 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text"
      >
        <MenuItem icon={<Icon name="pencil" />} onSelect={() => setRenaming(true)}>
          {t('series.rename')}
        </MenuItem>
        {postsCount > 0 && (
          <MenuLink icon={<Icon name="eye" />} href={seriesHref(me?.handle ?? '', id)}>
            {t('series.view')}
          </MenuLink>
        )}
        <MenuItem icon={<Icon name="trash" />} danger onSelect={remove}>
          {t('series.delete')}
        </MenuItem>
      </Menu>
      <SeriesDialog open={renaming} series={series} onClose={() => setRenaming(false)} />
    </div>
  )
}
