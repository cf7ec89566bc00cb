'use client'

import { Bell, Compass, House, LibraryBig, type LucideIcon, PenLine } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { UnreadBadge } from './unread-badge'

interface NavigationProps {
  unreadCount: number
}

interface Place {
  href: string
  label: string
  icon: LucideIcon
  count?: number
}

function places(unreadCount: number): Place[] {
  return [
    { href: '/', label: 'Feed', icon: House },
    { href: '/creators', label: 'Creators', icon: Compass },
    { href: '/library', label: 'Library', icon: LibraryBig },
    { href: '/notifications', label: 'Notifications', icon: Bell, count: unreadCount },
    { href: '/studio', label: 'Studio', icon: PenLine },
  ]
}

function isCurrent(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}

function linkProps(place: Place, pathname: string) {
  return {
    href: place.href,
    'aria-current': isCurrent(pathname, place.href) ? ('page' as const) : undefined,
    'aria-label': place.count ? `${place.label}, ${place.count} unread` : place.label,
  }
}

/** The rail's list: icons on a narrow screen, words beside them on a wide one. */
export function RailNavigation({ unreadCount }: NavigationProps) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-1">
        {places(unreadCount).map((place) => (
          <li key={place.href}>
            <Link
              {...linkProps(place, pathname)}
              className="group flex h-11 items-center gap-3.5 rounded-md px-3 font-medium text-muted transition-colors hover:bg-hover hover:text-text aria-[current]:font-semibold aria-[current]:text-text max-lg:w-11 max-lg:justify-center max-lg:px-0"
            >
              <span className="relative">
                <place.icon
                  className="size-[1.375rem] group-aria-[current]:stroke-[2.4]"
                  strokeWidth={1.8}
                  aria-hidden="true"
                />
                <UnreadBadge count={place.count ?? 0} />
              </span>
              <span className="max-lg:sr-only">{place.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The bar at the thumb's end of a phone. */
export function BottomNavigation({ unreadCount }: NavigationProps) {
  const pathname = usePathname()
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 print:hidden border-line border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-5">
        {places(unreadCount).map((place) => (
          <li key={place.href}>
            <Link
              {...linkProps(place, pathname)}
              className="group flex h-15 flex-col items-center justify-center gap-1 font-medium text-[0.6875rem] text-muted leading-none transition-colors focus-visible:-outline-offset-4 aria-[current]:text-text"
            >
              <span className="relative">
                <place.icon
                  className="size-[1.375rem] group-aria-[current]:stroke-[2.4]"
                  strokeWidth={1.8}
                  aria-hidden="true"
                />
                <UnreadBadge count={place.count ?? 0} />
              </span>
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
