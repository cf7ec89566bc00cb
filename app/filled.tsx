import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Seeds } from '@/components/shell/seeds'
import { getApp } from '@/lib/app'
import { creatorTabHref, joinHref, seriesHref } from '@/lib/links'
import { FRAME_HEADER } from '@/lib/pages/frame-request'
import { readSeeds } from '@/lib/pages/read-seeds'
import type { Route } from '@/lib/routes'
import { orNotFound } from './missing'
import { readLocale, readViewer } from './viewer'

/** A screen with what it shows; nothing where only the frame of a page is asked for. */
export async function Filled({ route, children }: { route: Route; children: ReactNode }) {
  if (await isFrame()) return null
  const reading = readSeeds(getApp(), await readViewer(), route, await readLocale())
  const seeds = await orNotFound(reading, creatorPageHref(route))
  return <Seeds seeds={seeds}>{children}</Seeds>
}

/** The address of what is a creator's, as far as a page knows its own; null for any other page. */
function creatorPageHref(route: Route): string | null {
  if (route.page === 'creator') return creatorTabHref(route.handle, route)
  if (route.page === 'series') return seriesHref(route.handle, route.id)
  return route.page === 'join' ? joinHref(route.handle) : null
}

export async function isFrame(): Promise<boolean> {
  return (await headers()).has(FRAME_HEADER)
}
