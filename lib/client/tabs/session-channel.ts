const NAME = 'fonana-session'

interface SessionChange {
  /** Who is signed in now; null for nobody. */
  reader: string | null
}

/** Tells the other tabs of this browser that somebody signed in or out. Their sockets find out too, a little later. */
export function announceSessionChange(reader: string | null): void {
  const channel = openChannel()
  channel?.postMessage({ reader } satisfies SessionChange)
  channel?.close()
}

/** Returns the function that stops it. */
export function onSessionChange(listener: (reader: string | null) => void): () => void {
  const channel = openChannel()
  if (channel === null) return () => {}
  channel.onmessage = ({ data }: MessageEvent<SessionChange>) => listener(data.reader)
  return () => channel.close()
}

/** Null where the browser has none, or refuses it as it does storage. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME)
  } catch {
    return null
  }
}
