import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-shapes'

interface TileWordsProps {
  icon: IconName
  name: string
  /** There are no buttons at the lower edge then, and more to say. */
  isUploading?: boolean
  children?: ReactNode
}

/** What a tile says that has no picture to show: between its buttons, and never under them. */
export function TileWords({ icon, name, isUploading = false, children }: TileWordsProps) {
  return (
    <div
      className={cx(
        'flex size-full flex-col items-center justify-center gap-1 overflow-hidden px-2 pt-11 text-center text-2xs text-muted',
        isUploading ? 'pb-2' : 'pb-11',
      )}
    >
      {!isUploading && <Icon name={icon} className="hidden size-6 shrink-0 @min-[9.5rem]:block" />}
      <span className="line-clamp-1 max-w-full shrink-0 break-all text-text">{name}</span>
      {children}
    </div>
  )
}
