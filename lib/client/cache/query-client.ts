import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/lib/client/api/api-error'
import type { Me } from '@/lib/schema/session'
import { keys } from './query-keys'

/** The socket keeps what is shown up to date; this is for what it does not carry. */
const STALE_MS = 60_000
const RETRIES = 2
/** What could not be read because the server was away is asked for again by itself. */
const AGAIN_MS = 5_000

/** The cache of one page load. `me` is who the page was rendered for; null for a visitor. */
export function makeQueryClient(me: Me | null): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // `navigator.onLine` is a guess, also of a machine that reaches the server: the answer tells, or that none comes.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: STALE_MS,
        refetchInterval: ({ state: { error } }) => (error !== null && isPassing(error) ? AGAIN_MS : false),
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
