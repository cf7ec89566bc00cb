'use client'

import { channels } from '@/lib/schema/channel-names'
import { useMe } from './use-me'
import { useOwnCreator } from './use-own-creator'
import { useRealtime } from './use-realtime'

/** Hears what everybody hears of the creator who is signed in: what has gone out, and what is listed no more. */
export function useOwnChannel(): void {
  const me = useMe()
  const { data: creator } = useOwnCreator()
  useRealtime(creator && me ? channels.creator(creator.id) : null, creator?.position)
}
