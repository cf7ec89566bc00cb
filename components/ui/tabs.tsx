'use client'

import { useLayoutEffect, useRef } from 'react'
import { Link } from './link'

interface TabsProps {
  label: string
  tabs: readonly { href: string; label: string; current: boolean }[]
}

/** Views of one page, each with an address of its own. Where they are wider than the screen the current one is in sight. */
export function Tabs({ label, tabs }: TabsProps) {
  const row = useRef<HTMLUListElement>(null)
  // In another language each is in another place.
  const shown = JSON.stringify(tabs)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is what is measured
  useLayoutEffect(() => {
    if (row.current) bringCurrentIntoSight(row.current)
  }, [shown])
  return (
    <nav aria-label={label} className="border-line border-b">
      <ul ref={row} className="fading-row -mb-px flex gap-5 sm:gap-6">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.current ? 'page' : undefined}
              keepsScroll
              className="flex h-11 items-center whitespace-nowrap border-transparent border-b-2 font-medium text-muted text-sm transition-colors hover:text-text focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:text-text"
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** In its middle, as far as there is something on both sides. The page itself stays where it is. */
function bringCurrentIntoSight(row: HTMLElement) {
  const tab = row.querySelector('[aria-current]')?.getBoundingClientRect()
  if (tab === undefined) return
  const { left, width } = row.getBoundingClientRect()
  row.scrollLeft += tab.left - left - (width - tab.width) / 2
}
