'use client'

import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-shapes'
import { Link } from '@/components/ui/link'
import { usePlace } from '@/lib/client/navigation/use-place'
import { UnreadBadge } from './unread-badge'

interface NavigationProps {
  unreadCount: number
}

interface Place {
  href: string
  label: string
  icon: IconName
  count?: number
}

function places(unreadCount: number): Place[] {
  return [
    { href: '/', label: 'Feed', icon: 'house' },
    { href: '/creators', label: 'Creators', icon: 'compass' },
    { href: '/library', label: 'Library', icon: 'library-big' },
    { href: '/notifications', label: 'Notifications', icon: 'bell', count: unreadCount },
    { href: '/studio', label: 'Studio', icon: 'pen-line' },
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
  const { pathname } = usePlace()
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-1 short:gap-0">
        {places(unreadCount).map((place) => (
          <li key={place.href}>
            <Link
              {...linkProps(place, pathname)}
              className="group flex h-11 items-center gap-3.5 short:h-9 rounded-md px-3 font-medium text-muted transition-colors hover:bg-hover hover:text-text aria-[current]:font-semibold aria-[current]:text-text max-lg:w-11 max-lg:justify-center max-lg:px-0"
            >
              <span className="relative">
                <Icon
                  name={place.icon}
                  className="size-[1.375rem] group-aria-[current]:stroke-[2.4]"
                  strokeWidth={1.8}
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
  const { pathname } = usePlace()
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
                <Icon
                  name={place.icon}
                  className="size-[1.375rem] group-aria-[current]:stroke-[2.4]"
                  strokeWidth={1.8}
                />
                <UnreadBadge count={place.count ?? 0} />
              </span>
              <span>{place.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
