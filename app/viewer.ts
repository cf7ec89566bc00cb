import { headers } from 'next/headers'
import { cache } from 'react'
import { getApp } from '@/lib/app'
import { type Viewer, viewerOf } from '@/lib/domain/context'
import { readReader } from '@/lib/pages/read-reader'

/** Asked once per request, however many parts of the page ask. */
export const readMe = cache(async () => readReader(getApp(), (await headers()).get('cookie') ?? undefined))

export async function readViewer(): Promise<Viewer | null> {
  const me = await readMe()
  return me && viewerOf(me.id)
}
