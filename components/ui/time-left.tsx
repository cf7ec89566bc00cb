'use client'

import { useEffect, useState } from 'react'
import { serverNow } from '@/lib/client/server-time'

const SECOND_MS = 1000

/** `9:41` until an instant, counting down; `0:00` from then on. Not read out each second. */
export function TimeLeft({ until }: { until: string }) {
  const [now, setNow] = useState(serverNow)
  const left = Math.max(0, Math.ceil((Date.parse(until) - now) / SECOND_MS))

  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), SECOND_MS)
    return () => clearInterval(timer)
  }, [])

  return (
    <time role="timer" dateTime={`PT${left}S`} className="tabular-nums">
      {`${Math.floor(left / 60)}:${(left % 60).toString().padStart(2, '0')}`}
    </time>
  )
}
