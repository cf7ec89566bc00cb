'use client'

import { useMutation } from '@tanstack/react-query'
import { updateCreator } from './api/api'
import { carryToHandle, patchMe, putCard, renameEverywhere } from './cache/creator-cache'
import { keys } from './cache/query-keys'
import { announceSessionChange } from './tabs/session-channel'
import { useRealtimeContext } from './use-realtime'

/** Gives the creator who is signed in another handle than `before`; everything that shows the old one shows it at once. */
export function useChangeHandle(before: string, onChanged: (handle: string) => void) {
  const { refresher } = useRealtimeContext()
  const { client } = refresher
  return useMutation({
    mutationFn: (handle: string) => updateCreator({ handle }),
    onSuccess: (saved) => {
      client.setQueryData(keys.creator(before), saved)
      carryToHandle(client, saved.id)
      putCard(client, saved)
      renameEverywhere(refresher, saved)
      patchMe(client, saved)
      announceSessionChange(saved.id)
      onChanged(saved.handle)
    },
    // Whether it can be changed at all is known better by now.
    onSettled: () => client.invalidateQueries({ queryKey: keys.ownPage }),
  })
}
