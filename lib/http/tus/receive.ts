import { AppError } from '@/lib/errors'
import { discard, tooLarge } from '@/lib/http/bodies/body'
import type { ApiRequest } from '@/lib/http/serving/request'
import type { IncomingFiles } from '@/lib/media/incoming'
import { Pace } from './pace'
import type { Turn } from './turns'

/** Without a byte: whoever sent them has gone. What is kept is gone on with. */
const SILENT_MS = 60_000
/** All uploads of this process together: faster than most lines are, and it leaves most of a core to everybody else. */
const pace = new Pace(32 * 1024 ** 2)

interface Part {
  id: string
  offset: number
  /** At most so many bytes more. */
  room: number
  turn: Turn
}

/**
 * Writes the body behind what has arrived, as it comes and with nothing of it held. What came is kept, whatever happens
 * to the rest. Throws `payload_too_large`, `request_timeout`, `bad_request` when it breaks off, `wrong_offset` when another
 * request goes on with the upload.
 */
export async function receivePart(
  request: ApiRequest,
  incoming: IncomingFiles,
  { id, offset, room, turn }: Part,
): Promise<void> {
  const chunks = request.body?.[Symbol.asyncIterator]()
  if (chunks === undefined) return
  if (Number(request.headers.get('content-length') ?? 0) > room) {
    void discard(chunks)
    throw tooLarge(room)
  }
  try {
    await incoming.write(id, offset, within(chunks, room, turn))
  } catch (error) {
    void discard(chunks)
    throw error
  }
}

async function* within(
  chunks: AsyncIterator<Uint8Array>,
  room: number,
  turn: Turn,
): AsyncIterable<Uint8Array> {
  let left = room
  for (;;) {
    const { done, value } = await nextOf(chunks, turn)
    if (done) return
    left -= value.length
    if (left < 0) throw tooLarge(room)
    yield value
    await pace.took(value.length)
  }
}

/** Nothing that lasts is raced with the next bytes: it would hold all that came. */
function nextOf(chunks: AsyncIterator<Uint8Array>, turn: Turn): Promise<IteratorResult<Uint8Array>> {
  return new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
    const refuse = (code: 'request_timeout' | 'wrong_offset', detail: string) => {
      clearTimeout(timer)
      reject(new AppError(code, { detail }))
    }
    const timer = setTimeout(() => refuse('request_timeout', 'The rest of the part did not come.'), SILENT_MS)
    turn.whenOver(() => refuse('wrong_offset', 'Another request goes on with the upload.'))
    chunks.next().then(
      (next) => {
        clearTimeout(timer)
        // At once: whoever asks from now on how far it is knows of these.
        turn.take(next.value?.length ?? 0)
        resolve(next)
      },
      (cause: unknown) => {
        clearTimeout(timer)
        reject(new AppError('bad_request', { detail: 'The body broke off.', cause }))
      },
    )
  })
}
