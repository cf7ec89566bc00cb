import { headers } from 'next/headers'
import { cache } from 'react'
import { getApp } from '@/lib/app'
import { type Viewer, viewerOf } from '@/lib/domain/context'
import { localeOf } from '@/lib/http/locale'
import { readReader } from '@/lib/pages/read-reader'
import type { Locale } from '@/lib/schema/locales'

/** Asked once per request, however many parts of the page ask. */
export const readMe = cache(async () => readReader(getApp(), (await headers()).get('cookie') ?? undefined))

/** Of the account, or of this browser. */
export async function readLocale(): Promise<Locale> {
  return (await readMe())?.locale ?? localeOf({ headers: await headers() })
}

export async function readViewer(): Promise<Viewer | null> {
  const me = await readMe()
  return me && viewerOf(me.id)
}
