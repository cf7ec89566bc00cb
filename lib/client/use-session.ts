'use client'

import { useCallback } from 'react'
import { endSession } from '@/lib/client/api/api'
import { adoptSession, readerOf } from '@/lib/client/cache/session-cache'
import { announceSessionChange } from '@/lib/client/tabs/session-channel'
import { removeTakenAway } from '@/lib/client/take-away'
import type { Me } from '@/lib/schema/session'
import { useMe } from './use-me'
import { useRealtimeContext } from './use-realtime'

interface Session {
  me: Me | null
  /** Ends this session in every tab. Throws `ApiError`. */
  signOut(): Promise<void>
}

export function useSession(): Session {
  const { refresher } = useRealtimeContext()
  const me = useMe()

  const signOut = useCallback(async () => {
    await removeTakenAway()
    await endSession().catch((error) => {
      // The socket may have heard it before the answer was there.
      if (readerOf(refresher) !== null) throw error
    })
    adoptSession(refresher, null)
    announceSessionChange(null)
  }, [refresher])

  return { me, signOut }
}
