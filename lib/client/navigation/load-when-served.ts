/** Between one try and the next. */
const PAUSE_MS = 1_000
/** So often what is asked of a server that answers may fail: a line can be cut between two requests. */
const TRIES = 2

interface Wanted {
  /** Null where it is there by now. */
  load(): Promise<void> | null
  isServing(): Promise<boolean>
  /** Nobody went elsewhere meanwhile. */
  isWanted(): boolean
}

/**
 * What could not be loaded is asked for again as soon as the server answers. `gone`: it answers, and does not have it; the
 * page that is open is of a build that is served no more.
 */
export async function loadWhenServed({
  load,
  isServing,
  isWanted,
}: Wanted): Promise<'there' | 'gone' | 'unwanted'> {
  let tries = 0
  while (tries < TRIES) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    if (!isWanted()) return 'unwanted'
    if (!(await isServing())) continue
    tries += 1
    try {
      await load()
      return isWanted() ? 'there' : 'unwanted'
    } catch {
      // Once more, or it is gone.
    }
  }
  return isWanted() ? 'gone' : 'unwanted'
}

export async function isServing(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}
