'use client'

import { useCallback } from 'react'
import { getMe } from '@/lib/client/api/api'
import { adoptSession } from '@/lib/client/cache/session-cache'
import { announceSessionChange } from '@/lib/client/tabs/session-channel'
import type { Me, SignInReply } from '@/lib/schema/session'
import { useRealtimeContext } from './use-realtime'

/** `no_cookies`: the server said yes, and the browser does not keep it. */
export type Entered = { ok: true; me: Me } | { ok: false; reason: 'no_cookies' }

/** Takes up a session that the server has given, here and in the other tabs. */
export function useEntering(): (reply: SignInReply) => Promise<Entered> {
  const { refresher } = useRealtimeContext()
  return useCallback(
    async (reply) => {
      // Only what the browser sends by itself keeps somebody signed in.
      const me = await getMe()
      if (me?.id !== reply.user.id) return { ok: false, reason: 'no_cookies' }
      adoptSession(refresher, me)
      announceSessionChange(me.id)
      return { ok: true, me }
    },
    [refresher],
  )
}
