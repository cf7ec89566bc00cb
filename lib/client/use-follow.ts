'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { setFollowing } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import type { CreatorProfile } from '@/lib/schema/creators'

/** Follows or stops following; shown when the server has done it. `onFailed` says that it has not. */
export function useFollow(
  creator: Pick<CreatorProfile, 'handle'>,
  onFailed: (error: Error) => void,
): { toggle: () => void; pending: boolean } {
  const client = useQueryClient()
  const { handle } = creator
  const { mutate, isPending } = useMutation({
    mutationFn: (following: boolean) => setFollowing(handle, following),
    onError: onFailed,
    onSuccess: (answer) => {
      client.setQueryData<CreatorProfile | null>(
        keys.creator(handle),
        (known) => known && { ...known, ...answer },
      )
      void client.invalidateQueries({ queryKey: keys.feed('following') })
    },
  })
  const toggle = useCallback(() => {
    const known = client.getQueryData<CreatorProfile | null>(keys.creator(handle))
    mutate(!known?.following)
  }, [client, handle, mutate])
  return { toggle, pending: isPending }
}
