import type { z } from 'zod'
import { hasControls, isWellFormed } from '@/lib/characters'
import { AppError, type FieldErrors } from '@/lib/errors'
import type { ApiRequest } from '@/lib/http/serving/request'
import type { FieldIssue, FieldIssues } from '@/lib/schema/field-issues'
import { issueOf } from './issue'

/** The longest post that a schema allows, every character of it written as an escape of six bytes, and half as much. */
const JSON_BYTES_MAX = 512 * 1024

/** So long a client may take to send it: the longest post over the slowest line, and nobody who holds back the end. */
const JSON_MS = 30_000

/** JSON is UTF-8: RFC 8259, section 8.1. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Throws `bad_request` for what is not JSON, `payload_too_large`, `request_timeout`. An empty body is `{}`. */
export async function readJson(request: ApiRequest): Promise<unknown> {
  const bytes = await readBytes(request, { max: JSON_BYTES_MAX, ms: JSON_MS })
  try {
    const text = utf8.decode(bytes)
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch (error) {
    throw new AppError('bad_request', { detail: 'The body is not JSON.', cause: error })
  }
}

interface BodyLimits {
  /** In bytes. */
  max: number
  /** For all of it to arrive; without one as long as the server lets a request live. */
  ms?: number
}

/**
 * The whole body, kept no further than the limit. Throws `payload_too_large`, `request_timeout`, `bad_request` when it
 * breaks off.
 */
export async function readBytes(
  request: Pick<ApiRequest, 'body' | 'headers'>,
  { max, ms }: BodyLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  if (request.body === null) return new Uint8Array()
  const chunksOf = request.body[Symbol.asyncIterator]()
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > max) {
    void discard(chunksOf)
    throw tooLarge(max)
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    if (ms !== undefined) timer = setTimeout(() => reject(new AppError('request_timeout')), ms)
  })
  try {
    return await collect(chunksOf, max, late)
  } finally {
    clearTimeout(timer)
  }
}

async function collect(
  chunksOf: AsyncIterator<Uint8Array>,
  max: number,
  late: Promise<never>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const next = chunksOf.next().catch((cause: unknown) => {
      throw new AppError('bad_request', { detail: 'The body broke off.', cause })
    })
    const { done, value } = await Promise.race([next, late])
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
export async function discard(chunks: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    while (!(await chunks.next()).done);
  } catch {
    // It has stopped sending.
  }
}

export function tooLarge(max: number): AppError {
  return new AppError('payload_too_large', { detail: `At most ${max} bytes.` })
}

/** Throws `validation_failed` with what is wrong with each field. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  // The issues have their input with them: what is missing is another thing than what is wrong.
  const result = schema.safeParse(input, { reportInput: true })
  if (!result.success) throw invalid(result.error.issues.map(toFieldIssue))
  const unreadable = findUnreadable(input)
  if (unreadable.length > 0) throw invalid(unreadable.map((field) => ({ field, ...UNREADABLE })))
  return result.data
}

interface InvalidField {
  field: string
  issue: FieldIssue
  message: string
}

function toFieldIssue(issue: z.core.$ZodIssue): InvalidField {
  return { field: issue.path.join('.'), issue: issueOf(issue), message: issue.message }
}

function invalid(fields: readonly InvalidField[]): AppError {
  const errors: FieldErrors = {}
  const issues: FieldIssues = {}
  for (const { field, issue, message } of fields) {
    errors[field] = [...(errors[field] ?? []), message]
    issues[field] = [...(issues[field] ?? []), issue]
  }
  return new AppError('validation_failed', { errors, issues })
}

const UNREADABLE: Omit<InvalidField, 'field'> = {
  issue: { code: 'unreadable' },
  message: 'Must be well formed text without control characters',
}

/**
 * The fields of an input whose text cannot be stored or shown, whatever their schema says of them. Goes round, not down:
 * what comes in may be nested a hundred thousand times.
 */
function findUnreadable(input: unknown): string[] {
  const found: string[] = []
  const waiting: { value: unknown; path: string }[] = [{ value: input, path: '' }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next
    if (typeof value === 'string' && !isReadable(value)) found.push(path)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        waiting.push({ value: inner, path: path === '' ? key : `${path}.${key}` })
  }
  return found
}

/** Text that every part below may be handed. */
export function isReadable(text: string): boolean {
  return isWellFormed(text) && !hasControls(text)
}
