'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { cx } from './cx'

interface Option {
  key: string
  content: ReactNode
  /** Somebody may be about to choose it. */
  onPoint?: () => void
}

interface OptionListProps {
  id: string | undefined
  /** Read out as the name of the list. */
  label: string
  /** Empty while it is closed: the field names the list all the same. */
  options: readonly Option[]
  /** The one that the field's arrow keys have got to. */
  active: number | null
  onChoose: (place: number) => void
}

/**
 * What a field suggests, below it. The field has the focus, hears the keys, and says which option is active by
 * `aria-activedescendant`, `<id>-<place>`: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function OptionList({ id, label, options, active, onChoose }: OptionListProps) {
  const list = useRef<HTMLDivElement>(null)
  const activeKey = active === null ? undefined : options[active]?.key
  useEffect(() => {
    if (activeKey === undefined) return
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [activeKey])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={label}
      // It is the field that has the focus, and keeps it.
      onMouseDown={(event) => event.preventDefault()}
      className={cx(
        'absolute inset-x-0 top-full z-30 mt-1.5 max-h-[min(27rem,60vh)] overflow-y-auto rounded-lg border border-line bg-raised p-1.5 shadow-float',
        options.length === 0 && 'hidden',
      )}
    >
      {options.map(({ key, content, onPoint }, place) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and says which one is active
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the field
        <div
          key={key}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === active}
          onClick={() => onChoose(place)}
          onPointerEnter={onPoint}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 text-sm hover:bg-hover aria-selected:bg-hover aria-selected:outline-2 aria-selected:outline-focus aria-selected:-outline-offset-2"
        >
          {content}
        </div>
      ))}
    </div>
  )
}
