import { Answer } from '@/lib/http/serving/answer'
import type { MediaStore } from '@/lib/media/port'

/** From this size on a picture is worth a second request; film and sound always are: what is asked for are parts of them. */
const LARGE_BYTES = 4 * 1024 * 1024
/** Long enough to begin, and no longer: whoever gets hold of the address has it for so long without being asked. */
const SECONDS = 60

interface GuardedFile {
  key: string
  mime: string
  size: number
}

/**
 * Sends a reader whom the guard has let through to the store itself, where that can be and is worth it; null: they get it from
 * us. The way there is kept by nobody, so that the next request is guarded as this one was.
 */
export async function sendPastUs(
  store: MediaStore,
  { key, mime, size }: GuardedFile,
): Promise<Answer | null> {
  if (mime.startsWith('image/') && size < LARGE_BYTES) return null
  const location = await store.signedUrl(key, { seconds: SECONDS, mime })
  return location === null
    ? null
    : new Answer(307, { location, 'cache-control': 'private, no-store', vary: 'Cookie, Authorization' }, null)
}
