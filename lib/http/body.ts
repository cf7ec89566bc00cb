import type { z } from 'zod'
import { AppError, type FieldErrors } from '@/lib/errors'
import type { ApiRequest } from './request'

const JSON_BYTES_MAX = 128 * 1024

/** Throws `bad_request` for what is not JSON, `payload_too_large`. An empty body is `{}`. */
export async function readJson(request: ApiRequest): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(request, JSON_BYTES_MAX))
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('bad_request', { detail: 'The body is not JSON.', cause: error })
  }
}

/** The whole body, kept no further than the limit. Throws `payload_too_large`, `bad_request` when it breaks off. */
export async function readBytes(request: ApiRequest, max: number): Promise<Uint8Array<ArrayBuffer>> {
  if (request.body === null) return new Uint8Array()
  const chunksOf = request.body[Symbol.asyncIterator]()
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > max) {
    void discard(chunksOf)
    throw tooLarge(max)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await chunksOf.next().catch((cause: unknown) => {
      throw new AppError('bad_request', { detail: 'The body broke off.', cause })
    })
    if (done) break
    size += value.length
    if (size > max) {
      void discard(chunksOf)
      throw tooLarge(max)
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

/** Reads on without keeping anything: a client that is still sending hears the answer, and its connection stays good. */
async function discard(chunks: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    while (!(await chunks.next()).done);
  } catch {
    // It has stopped sending.
  }
}

function tooLarge(max: number): AppError {
  return new AppError('payload_too_large', { detail: `At most ${max} bytes.` })
}

/** Throws `validation_failed` with the messages of each field. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const errors: FieldErrors = {}
  for (const issue of result.error.issues) {
    const field = issue.path.join('.')
    errors[field] = [...(errors[field] ?? []), issue.message]
  }
  throw new AppError('validation_failed', { errors })
}
