'use client'

import { createContext, useContext } from 'react'

/** Of the site, as it calls itself; null where nothing says so. */
const OriginContext = createContext<string | null>(null)

export const OriginProvider = OriginContext

/** The path of an address of this site, written as a path or in full; null for one of elsewhere. */
export function useOwnPath(href: string): string | null {
  return ownPath(href, useContext(OriginContext))
}

export function ownPath(href: string, origin: string | null): string | null {
  if (href.startsWith('/')) return href
  const address = URL.canParse(href) ? new URL(href) : null
  if (address === null || address.origin !== origin) return null
  const path = address.pathname + address.search + address.hash
  // By itself it would name another host.
  return path.startsWith('//') ? null : path
}
