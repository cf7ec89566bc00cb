import { QueryClient } from '@tanstack/react-query'
import type { Me } from '@/lib/schema/session'
import { ApiError } from './api-error'
import { keys } from './query-keys'

/** The socket keeps what is shown up to date; this is for what it does not carry. */
const STALE_MS = 60_000
const RETRIES = 2

/** The cache of one page load. `me` is who the page was rendered for; null for a visitor. */
export function makeQueryClient(me: Me | null): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (failures, error) => failures < RETRIES && isPassing(error),
      },
    },
  })
  client.setQueryData(keys.me, me)
  return client
}

/** A refusal stays one, however often it is asked for. */
function isPassing(error: Error): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500
}
