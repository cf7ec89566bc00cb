'use client'

import { useSyncExternalStore } from 'react'
import { useRenderedAt } from '@/lib/client/rendered-at'
import { serverNow } from '@/lib/client/server-time'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Formats } from '@/lib/words/formats'
import type { Translator } from '@/lib/words/translator'

const TICK_MS = 30_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** One clock for all times on the page. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const tick of listeners) tick()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const tickOf = (at: number) => Math.floor(at / TICK_MS) * TICK_MS
const now = () => tickOf(serverNow())

function relative(at: number, current: number, t: Translator, formats: Formats): string {
  const past = current - at
  if (past < MINUTE_MS) return t('time.now')
  if (past < HOUR_MS) return t('time.minutes', { count: Math.floor(past / MINUTE_MS) })
  if (past < DAY_MS) return t('time.hours', { count: Math.floor(past / HOUR_MS) })
  if (past < 7 * DAY_MS) return t('time.days', { count: Math.floor(past / DAY_MS) })
  return past < 300 * DAY_MS ? formats.shortDay(at) : formats.mediumDay(at)
}

/** How long ago `iso` was; the exact instant is in the tooltip. */
export function RelativeTime({ iso }: { iso: string }) {
  const renderedAt = useRenderedAt()
  const current = useSyncExternalStore(subscribe, now, () => renderedAt && tickOf(renderedAt))
  const at = Date.parse(iso)
  const t = useTranslator()
  const formats = useFormats()
  return (
    <time dateTime={iso} title={formats.moment(at)} className="whitespace-nowrap">
      {current === null ? formats.shortDay(at) : relative(at, current, t, formats)}
    </time>
  )
}
