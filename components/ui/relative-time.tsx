'use client'

import { useSyncExternalStore } from 'react'
import { useRenderedAt } from '@/lib/client/rendered-at'
import { serverNow } from '@/lib/client/server-time'

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

const dayFormat = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const longDayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })

function relative(at: number, current: number): string {
  const past = current - at
  if (past < MINUTE_MS) return 'now'
  if (past < HOUR_MS) return `${Math.floor(past / MINUTE_MS)} min`
  if (past < DAY_MS) return `${Math.floor(past / HOUR_MS)} h`
  if (past < 7 * DAY_MS) return `${Math.floor(past / DAY_MS)} d`
  return past < 300 * DAY_MS ? dayFormat.format(at) : longDayFormat.format(at)
}

/** How long ago `iso` was; the exact instant is in the tooltip. */
export function RelativeTime({ iso }: { iso: string }) {
  const renderedAt = useRenderedAt()
  const current = useSyncExternalStore(subscribe, now, () => renderedAt && tickOf(renderedAt))
  const at = Date.parse(iso)
  return (
    <time
      dateTime={iso}
      title={iso.slice(0, 16).replace('T', ' ').concat(' UTC')}
      className="whitespace-nowrap"
    >
      {current === null ? dayFormat.format(at) : relative(at, current)}
    </time>
  )
}
