import type { Me } from '@/lib/schema/session'
import { getMe } from './api'
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

/** From here on the page is that user's. What was read for another one, or for a visitor, is read again. */
export function adoptSession(refresher: Refresher, me: Me | null): void {
  const { client } = refresher
  const before = client.getQueryData<Me | null>(keys.me)
  void client.cancelQueries({ queryKey: keys.me })
  client.setQueryData(keys.me, me)
  if ((before?.id ?? null) !== (me?.id ?? null)) refresher.forgetEverything()
}
