'use client'

import { useEffect, useMemo, useState } from 'react'
import { type Day, Zone } from '@/lib/calendar'
import { serverNow } from './server-time'

/** A timer is late where a machine has slept, and the time may become known better. */
const LOOK_MS = 60_000

/** The day that it is in a zone; another one from its midnight on. */
export function useToday(zoneName: string): Day {
  const zone = useMemo(() => new Zone(zoneName), [zoneName])
  const [today, setToday] = useState(() => zone.dayAt(serverNow()))
  useEffect(() => followDay(zone, setToday), [zone])
  return today
}

/** Says which day it is, now and whenever it is looked at. Returns the function that ends it. */
export function followDay(zone: Zone, tell: (day: Day) => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  const look = () => {
    const now = serverNow()
    const day = zone.dayAt(now)
    tell(day)
    timer = setTimeout(look, Math.min(LOOK_MS, zone.startOf(day + 1) - now))
  }
  look()
  return () => clearTimeout(timer)
}
