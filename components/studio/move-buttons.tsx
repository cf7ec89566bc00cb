'use client'

import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { useTranslator } from '@/lib/client/use-translator'
import { moveButtonId } from './use-order'

interface MoveButtonsProps {
  id: string
  name: string
  isFirst: boolean
  isLast: boolean
  onMove: (step: -1 | 1) => void
}

/** A line of a list up or down, for who does not drag. */
export function MoveButtons({ id, name, isFirst, isLast, onMove }: MoveButtonsProps) {
  const t = useTranslator()
  return (
    <span className="flex shrink-0">
      <IconButton
        id={isFirst ? undefined : moveButtonId(id, -1)}
        label={t('series.earlier', { name })}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      >
        <Icon name="chevron-down" className="rotate-180" />
      </IconButton>
      <IconButton
        id={isLast ? undefined : moveButtonId(id, 1)}
        label={t('series.later', { name })}
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <Icon name="chevron-down" />
      </IconButton>
    </span>
  )
}
