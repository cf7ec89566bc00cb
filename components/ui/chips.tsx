import { Icon } from './icon'
import { Link } from './link'

interface ChipsProps {
  label: string
  /** What leads on; one that is chosen leads back to what there is without it. */
  chips: readonly { href: string; label: string; current: boolean }[]
}

/** Filters of a list, each with an address: in one line that goes on sideways on a phone. */
export function Chips({ label, chips }: ChipsProps) {
  if (chips.length === 0) return null
  return (
    <nav
      aria-label={label}
      className="-mx-4 mb-6 overflow-x-auto px-4 py-0.5 [scrollbar-width:none] sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-2 sm:flex-wrap">
        {chips.map((chip) => (
          <li key={chip.label}>
            <Link
              href={chip.href}
              aria-current={chip.current ? 'true' : undefined}
              keepsScroll
              className="flex h-9 items-center gap-1.5 whitespace-nowrap rounded-full border border-line px-3.5 text-muted text-sm transition-colors hover:border-line-strong hover:text-text aria-[current]:border-accent aria-[current]:text-text"
            >
              <bdi>{chip.label}</bdi>
              {chip.current && <Icon name="x" className="size-3.5" />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
