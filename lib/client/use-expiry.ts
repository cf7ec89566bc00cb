'use client'

import { useEffect, useRef } from 'react'
import { lockPosts } from '@/lib/client/cache/post-cache'
import type { Post } from '@/lib/schema/posts'
import { forgetSource } from './page-source'
import { serverNow } from './server-time'
import { useRealtimeContext } from './use-realtime'

/** The longest that a timer takes: https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value */
const TIMER_MAX_MS = 2 ** 31 - 1

/**
 * Locks a post at the moment at which what unlocked it ends: the event says so too, but the socket may be away just
 * then. The server has the last word.
 */
export function useExpiry({ id, unlocked, unlockedUntil }: Post): void {
  const { refresher } = useRealtimeContext()
  const asked = useRef<string | null>(null)
  const wasUnlocked = useRef(unlocked)

  useEffect(() => {
    // What the server has confirmed since is not over, whatever this clock says.
    if (unlockedUntil === null || asked.current === unlockedUntil) return
    const end = Date.parse(unlockedUntil)
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      const left = end - serverNow()
      timer = setTimeout(left > TIMER_MAX_MS ? wait : lock, Math.min(Math.max(left, 0), TIMER_MAX_MS))
    }
    const lock = () => {
      asked.current = unlockedUntil
      lockPosts(refresher.client, (post) => post.id === id)
      refresher.refreshPost(id)
    }
    wait()
    return () => clearTimeout(timer)
  }, [refresher, id, unlockedUntil])

  useEffect(() => {
    if (wasUnlocked.current && !unlocked) forgetSource()
    wasUnlocked.current = unlocked
  }, [unlocked])
}
