'use client'

import { useEffect } from 'react'
import { keys } from '@/lib/client/cache/query-keys'
import { serverNow } from './server-time'
import { useRealtimeContext } from './use-realtime'

const DAY_MS = 24 * 60 * 60 * 1000
/** A timer is late where a machine has slept, and the time may become known better. */
const LOOK_MS = 60_000

/** What a day has brought begins anew with the next: read again at midnight UTC, which is where the server's days end. */
export function useActivityDay(): void {
  const { refresher } = useRealtimeContext()
  useEffect(() => {
    let day = dayOf(serverNow())
    const timer = setInterval(() => {
      const today = dayOf(serverNow())
      if (today === day) return
      day = today
      refresher.refresh(keys.activity)
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [refresher])
}

const dayOf = (instant: number) => Math.floor(instant / DAY_MS)
