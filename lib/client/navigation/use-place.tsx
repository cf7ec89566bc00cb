'use client'

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import type { PageName, Route, RouteOf } from '@/lib/routes'
import { currentMove, isUnderway, type Move, onMove } from './place'

export interface Place {
  pathname: string
  /** With its `?`, or empty. */
  search: string
}

/** Path and query that the server was asked for. */
const HrefContext = createContext('/')

export function PlaceProvider({ href, children }: { href: string; children: ReactNode }) {
  return <HrefContext value={href}>{children}</HrefContext>
}

export function usePlace(): Place {
  const asked = useContext(HrefContext)
  const href = useSyncExternalStore(
    onMove,
    () => currentMove().href,
    () => asked,
  )
  return useMemo(() => placeOf(href), [href])
}

/** Of the page that was loaded, whatever was gone to since. */
export function useLoadedPath(): string {
  return placeOf(useContext(HrefContext)).pathname
}

/** How the reader got here; null on the server. */
export function useMove(): Move | null {
  return useSyncExternalStore(onMove, currentMove, () => null)
}

/** Whether what the next page is made of is being loaded. */
export function useUnderway(): boolean {
  return useSyncExternalStore(onMove, isUnderway, () => false)
}

const RouteContext = createContext<Route | null>(null)

/** Says to everything below which page it is part of. */
export function RouteProvider({ route, children }: { route: Route | null; children: ReactNode }) {
  return <RouteContext value={route}>{children}</RouteContext>
}

/** What the address says, for a part of that page. */
export function useRoute<P extends PageName>(page: P): RouteOf<P> {
  const route = useContext(RouteContext)
  if (!isOf(page, route)) throw new Error(`this is part of another page than ${route?.page}`)
  return route
}

function isOf<P extends PageName>(page: P, route: Route | null): route is RouteOf<P> {
  return route?.page === page
}

function placeOf(href: string): Place {
  const mark = href.indexOf('?')
  return mark === -1
    ? { pathname: href, search: '' }
    : { pathname: href.slice(0, mark), search: href.slice(mark) }
}
