import { getMe } from '@/lib/client/api/api'
import { readerChanged } from '@/lib/client/api/reader'
import type { Me } from '@/lib/schema/session'
import { keys } from './query-keys'
import type { Refresher } from './refresh'

/**
 * Asks the server who is signed in and takes it over. Null: nobody. Throws `ApiError` when the server cannot be
 * reached; then everything stays as it is.
 */
export async function readSession(refresher: Refresher): Promise<Me | null> {
  const me = await getMe()
  adoptSession(refresher, me)
  return me
}

/** From here on the page is that user's. */
export function adoptSession({ client }: Refresher, me: Me | null): void {
  void client.cancelQueries({ queryKey: keys.me })
  client.setQueryData(keys.me, me)
}

/**
 * Whatever it is by which the reader changes, what was read for the one before is gone in the same moment. What a
 * visitor saw is everybody's to see: it stays until it is read anew.
 */
export function followReader(refresher: Refresher): void {
  const cache = refresher.client.getQueryCache()
  let before = readerOf(refresher)
  cache.subscribe(({ query }) => {
    if (query.queryKey[0] !== keys.me[0]) return
    const reader = readerOf(refresher)
    if (reader === before) return
    const wasVisitor = before === null
    before = reader
    readerChanged()
    if (wasVisitor) refresher.readEverythingAgain()
    else refresher.forgetEverything()
  })
}

/** Null for a visitor. */
export function readerOf({ client }: Pick<Refresher, 'client'>): string | null {
  return client.getQueryData<Me | null>(keys.me)?.id ?? null
}
