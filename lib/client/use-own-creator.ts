'use client'

import { useQuery } from '@tanstack/react-query'
import { creatorQuery } from '@/lib/client/queries/creators'
import { useMe } from './use-me'

/** The creator page of who is signed in, as a query; it waits while they have none. */
export function useOwnCreator() {
  const handle = useMe()?.handle ?? ''
  return { handle, ...useQuery({ ...creatorQuery(handle), enabled: handle !== '' }) }
}
