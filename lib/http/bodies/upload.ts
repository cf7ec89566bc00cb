import { createHash, type Hash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { AppError, inField } from '@/lib/errors'
import type { ApiRequest } from '@/lib/http/serving/request'
import { LIMITS } from '@/lib/schema/limits'
import { discard, tooLarge } from './body'

/** Room for the boundary and the headers of the parts. */
const FORM_BYTES_MAX = LIMITS.wholePictureBytes + 64 * 1024
/** A form has the file and perhaps a word or two beside it. */
const PARTS_MAX = 5
const FIELD_BYTES_MAX = 1024
const HEADERS_MAX = 20
const HEADER_BYTES_MAX = 8 * 1024

/** How long an upload may take: who holds back the rest of it is not waited for. */
export interface UploadPatience {
  /** Without a byte. */
  silentMs: number
  inAllMs: number
}

/** The largest, over a phone's slow line: 15 MiB at 0.7 Mbit/s. */
const PATIENCE: UploadPatience = { silentMs: 20_000, inAllMs: 180_000 }

export interface Upload {
  path: string
  /** SHA-256 of its content. */
  digest: Buffer
}

/**
 * Keeps the part `file` of a multipart body in a file of its own while `use` does something with it. Nothing of it lies in
 * memory, and what follows after a few parts is not looked at. Throws `bad_request`, `payload_too_large`,
 * `validation_failed`, `request_timeout`.
 */
export async function withUpload<T>(
  request: ApiRequest,
  folder: string,
  use: (upload: Upload) => Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  if (Number(request.headers.get('content-length') ?? 0) > FORM_BYTES_MAX)
    throw tooLarge(LIMITS.wholePictureBytes)
  const form = openForm(request.headers.get('content-type') ?? '')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomUUID())
  try {
    const file = await open(path, 'wx', 0o600)
    const hash = createHash('sha256')
    try {
      await receive(request, form, { file, hash }, patience)
    } finally {
      await file.close()
    }
    return await use({ path, digest: hash.digest() })
  } finally {
    await rm(path, { force: true })
  }
}

interface Kept {
  file: FileHandle
  hash: Hash
}

async function receive(
  request: ApiRequest,
  form: BusboyInstance,
  kept: Kept,
  patience: UploadPatience,
): Promise<void> {
  const chunks = request.body?.[Symbol.asyncIterator]()
  const stop = new AbortController()
  const arrived = keepFile(form, kept, stop.signal)
  try {
    if (chunks !== undefined) await Promise.race([arrived, feed(form, chunks, patience)])
    form.end()
    await arrived
  } catch (error) {
    stop.abort()
    form.destroy()
    if (chunks !== undefined) void discard(chunks)
    throw error
  }
}

function openForm(contentType: string): BusboyInstance {
  if (!contentType.startsWith('multipart/form-data'))
    throw new AppError('bad_request', { detail: 'The body must be multipart/form-data.' })
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        fileSize: LIMITS.wholePictureBytes,
        files: PARTS_MAX,
        fields: PARTS_MAX,
        parts: PARTS_MAX,
        fieldSize: FIELD_BYTES_MAX,
        headerPairs: HEADERS_MAX,
        headerSize: HEADER_BYTES_MAX,
      },
    })
  } catch (error) {
    throw notAForm(error)
  }
}

/** Writes the first part `file` as it comes, and resolves when the form has ended and all of it is there. */
async function keepFile(form: BusboyInstance, kept: Kept, stop: AbortSignal): Promise<void> {
  let writing: Promise<void> | null = null
  await new Promise<void>((resolve, reject) => {
    form.on('file', (name: string, part: BusboyFileStream) => {
      if (name !== 'file' || writing !== null) return void part.resume()
      part.once('limit', () => reject(tooLarge(LIMITS.wholePictureBytes)))
      part.once('error', (error) => reject(notAForm(error)))
      stop.addEventListener('abort', () => part.destroy())
      writing = write(part, kept)
      writing.catch(reject)
    })
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
      form.once(limit, () =>
        reject(new AppError('bad_request', { detail: `The form has more than ${PARTS_MAX} parts.` })),
      )
    form.once('finish', resolve)
    form.on('error', (error: unknown) => reject(notAForm(error)))
  })
  if (writing === null)
    throw new AppError('validation_failed', inField('file', { code: 'required' }, 'A file is missing'))
  await writing
}

async function write(part: BusboyFileStream, { file, hash }: Kept): Promise<void> {
  for await (const chunk of part) {
    hash.update(chunk)
    await file.appendFile(chunk)
  }
}

/** Hands the body on as fast as it can be written, until it ends or the form has had enough of it. */
async function feed(
  form: BusboyInstance,
  chunks: AsyncIterator<Uint8Array>,
  patience: UploadPatience,
): Promise<void> {
  const endsAt = performance.now() + patience.inAllMs
  let size = 0
  for (;;) {
    const ms = Math.min(patience.silentMs, endsAt - performance.now())
    const { done, value } = await within(ms, chunks.next())
    if (done || form.destroyed) return
    size += value.length
    if (size > FORM_BYTES_MAX) throw tooLarge(LIMITS.wholePictureBytes)
    if (!form.write(value)) await once(form, 'drain')
  }
}

async function within<T>(ms: number, next: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new AppError('request_timeout', { detail: 'The rest of the upload did not come.' })),
      ms,
    )
  })
  try {
    return await Promise.race([
      late,
      next.catch((cause: unknown) => {
        throw new AppError('bad_request', { detail: 'The body broke off.', cause })
      }),
    ])
  } finally {
    clearTimeout(timer)
  }
}

function notAForm(cause: unknown): AppError {
  return new AppError('bad_request', { detail: 'The form could not be read.', cause })
}
