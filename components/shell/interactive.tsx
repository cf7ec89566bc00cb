'use client'

import { useEffect } from 'react'
import { doWhatWasHeard } from '@/lib/client/before-scripts'
import { useServiceWorker } from '@/lib/client/use-service-worker'

/** The last of the site: everything before it is interactive when its effects run. */
export function Interactive({ serviceWorker }: { serviceWorker: boolean }) {
  useEffect(doWhatWasHeard, [])
  useServiceWorker(serviceWorker)
  return null
}
