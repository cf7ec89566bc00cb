'use client'

import { useCallback, useRef } from 'react'
import { ApiError, isUnreachable } from '@/lib/client/api/api-error'
import { randomId } from './random-id'

export interface RequestKey {
  /** The key of what is being sent: the same until it is answered. */
  get(): string
  /** Sends something with the key. Where nobody knows what became of it, the next try is the same request. */
  send<T>(call: (key: string) => Promise<T>): Promise<T>
}

/** `kept`: the key of a form that was left before it was answered. */
export function useRequestKey(kept: string | null = null): RequestKey {
  const key = useRef(kept)
  const get = useCallback(() => {
    key.current ??= randomId()
    return key.current
  }, [])
  const send = useCallback(
    async <T>(call: (key: string) => Promise<T>): Promise<T> => {
      try {
        const answer = await call(get())
        key.current = null
        return answer
      } catch (error) {
        if (!(error instanceof ApiError && isUnreachable(error))) key.current = null
        throw error
      }
    },
    [get],
  )
  return { get, send }
}
