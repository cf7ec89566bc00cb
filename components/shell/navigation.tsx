'use client'

import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-shapes'
import { Link } from '@/components/ui/link'
import { usePlace } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'
import { UnreadBadge } from './unread-badge'

interface NavigationProps {
  unreadCount: number
}

interface Place {
  href: string
  label: string
  /** The same with what is new there. */
  name: string
  icon: IconName
  count: number
}

const PLACES = [
  { name: 'feed', href: '/', icon: 'house' },
  { name: 'explore', href: '/explore', icon: 'compass' },
  { name: 'library', href: '/library', icon: 'library-big' },
  { name: 'notifications', href: '/notifications', icon: 'bell' },
  { name: 'studio', href: '/studio', icon: 'pen-line' },
] as const

function usePlaces(unreadCount: number): Place[] {
  const t = useTranslator()
  return PLACES.map(({ name, href, icon }) => {
    const label = t(`shell.${name}`)
    const count = name === 'notifications' ? unreadCount : 0
    return {
      href,
      icon,
      label,
      count,
      name: count === 0 ? label : t('shell.unread', { place: label, count }),
    }
  })
}

function isCurrent(pathname: string, href: string): boolean {
  if (href === '/') return pathname === '/'
  // Creators are one of its views.
  const below = href === '/explore' ? ['/explore', '/creators'] : [href]
  return below.some((path) => pathname === path || pathname.startsWith(`${path}/`))
}

function linkProps(place: Place, pathname: string) {
  return {
    href: place.href,
    'aria-current': isCurrent(pathname, place.href) ? ('page' as const) : undefined,
    'aria-label': place.name,
  }
}

/** The rail's list: icons on a narrow screen, words beside them on a wide one. */
export function RailNavigation({ unreadCount }: NavigationProps) {
  const { pathname } = usePlace()
  const places = usePlaces(unreadCount)
  const t = useTranslator()
  return (
    <nav aria-label={t('shell.navigation')}>
      <ul className="flex flex-col gap-1 short:gap-0">
        {places.map((place) => (
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
                <UnreadBadge count={place.count} />
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
  const places = usePlaces(unreadCount)
  const t = useTranslator()
  return (
    <nav
      aria-label={t('shell.navigation')}
      className="fixed inset-x-0 bottom-0 z-20 print:hidden border-line border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {places.map((place) => (
          // As wide as its word needs: in some languages one of them is long.
          <li key={place.href} className="flex-auto">
            <Link
              {...linkProps(place, pathname)}
              className="group flex h-15 flex-col items-center justify-center gap-1 whitespace-nowrap font-medium text-[0.6875rem] text-muted leading-none transition-colors focus-visible:-outline-offset-4 aria-[current]:text-text"
            >
              <span className="relative">
                <Icon
                  name={place.icon}
                  className="size-[1.375rem] group-aria-[current]:stroke-[2.4]"
                  strokeWidth={1.8}
                />
                <UnreadBadge count={place.count} />
              </span>
              <span>{place.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
