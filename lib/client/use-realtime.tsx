'use client'

import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { PublicEvent } from '@/lib/client/cache/reactions'
import { Refresher } from '@/lib/client/cache/refresh'
import { adoptSession, followReader, readerOf, readSession } from '@/lib/client/cache/session-cache'
import { LateSocket } from '@/lib/client/socket/late-socket'
import type { SocketStatus } from '@/lib/client/socket/socket'
import { onSessionChange } from '@/lib/client/tabs/session-channel'
import { channels } from '@/lib/schema/channel-names'
import { useMe } from './use-me'

interface Realtime {
  socket: LateSocket
  refresher: Refresher
  /** Hears every event after the cache was brought in step. Returns the function that stops it. */
  onEvent(listener: (event: PublicEvent) => void): () => void
}

const RealtimeContext = createContext<Realtime | null>(null)

/** Keeps the cache in step with the server as long as somebody is signed in. Inside the `QueryClientProvider`. */
export function RealtimeProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [realtime] = useState(() => createRealtime(new Refresher(client)))
  const me = useMe()
  const userId = me?.id ?? null

  useEffect(() => {
    if (userId === null) return
    realtime.context.userId = userId
    realtime.socket.start(userId)
    return () => realtime.socket.stop()
  }, [realtime, userId])
  useEffect(
    () =>
      onSessionChange((reader) => {
        // Nothing to ask for: this tab hears its own word too.
        if (reader === null && realtime.readerId() === null) return
        // Not one answer later: it may be long in coming.
        if (reader !== realtime.readerId()) adoptSession(realtime.refresher, null)
        void readSession(realtime.refresher).catch(() => {})
      }),
    [realtime],
  )

  return (
    <RealtimeContext value={realtime}>
      {me !== null && <OwnChannels userId={me.id} positions={me.positions} />}
      {children}
    </RealtimeContext>
  )
}

/**
 * Hears a channel while the component shows. `position` is that of the data it shows: nothing falls between reading
 * and subscribing. Null: no channel, as long as the data is not there.
 */
export function useRealtime(channel: string | null, position: string | undefined): void {
  const { socket } = useRealtimeContext()
  const since = useRef(position)
  since.current = position
  useEffect(() => {
    return channel === null ? undefined : socket.subscribe(channel, since.current)
  }, [socket, channel])
  useEffect(() => {
    if (channel !== null && position !== undefined) socket.catchUp(channel, position)
  }, [socket, channel, position])
}

export function useRealtimeStatus(): SocketStatus {
  const { socket } = useRealtimeContext()
  // For whom it is started in a moment.
  const beginning = useMe() === null ? 'signed-out' : 'connecting'
  return useSyncExternalStore(
    (listener) => socket.onStatus(listener),
    () => (socket.status === 'signed-out' ? beginning : socket.status),
    () => beginning,
  )
}

export function useRealtimeContext(): Realtime {
  const realtime = useContext(RealtimeContext)
  if (realtime === null) throw new Error('outside of RealtimeProvider')
  return realtime
}

/** What concerns the user is heard on every page. */
function OwnChannels({
  userId,
  positions,
}: {
  userId: string
  positions: { user: string; notifications: string }
}) {
  useRealtime(channels.user(userId), positions.user)
  useRealtime(channels.notifications(userId), positions.notifications)
  return null
}

function createRealtime(refresher: Refresher) {
  const listeners = new Set<(event: PublicEvent) => void>()
  const context = { refresher, userId: '' }
  followReader(refresher)
  const socket = new LateSocket(async () => {
    const { makePageSocket } = await import('./page-socket')
    return makePageSocket(context, (event) => {
      for (const listener of listeners) listener(event)
    })
  })
  return {
    socket,
    refresher,
    context,
    readerId: () => readerOf(refresher),
    onEvent(listener: (event: PublicEvent) => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
