import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Seeds } from '@/components/shell/seeds'
import { getApp } from '@/lib/app'
import { FRAME_HEADER } from '@/lib/pages/frame-header'
import { readSeeds } from '@/lib/pages/read-seeds'
import type { Route } from '@/lib/routes'
import { orNotFound } from './missing'
import { readViewer } from './viewer'

/** A screen with what it shows; without it where only the frame of such a page is asked for. */
export async function Filled({ route, children }: { route: Route; children: ReactNode }) {
  if (await isFrame()) return children
  const seeds = await orNotFound(readSeeds(getApp(), await readViewer(), route))
  return <Seeds seeds={seeds}>{children}</Seeds>
}

export async function isFrame(): Promise<boolean> {
  return (await headers()).has(FRAME_HEADER)
}
