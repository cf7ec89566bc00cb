import { AppError } from '@/lib/errors'
import type { ApiRequest } from '@/lib/http/serving/request'
import { type MediaKind, UPLOAD_BYTES_MAX } from '@/lib/schema/media'
import { TUS_VERSION } from './version'

const PART_TYPE = 'application/offset+octet-stream'
const METADATA_CHARS_MAX = 4_096
const NAME_CHARS_MAX = 200

/** On every answer, refusals too. */
export const TUS = { 'tus-resumable': TUS_VERSION, 'cache-control': 'no-store' }

/** What is said to who asks what there is. */
export const TUS_OPTIONS = {
  ...TUS,
  'tus-version': TUS_VERSION,
  'tus-extension': 'creation,creation-with-upload,termination,expiration',
  'tus-max-size': String(UPLOAD_BYTES_MAX.video),
}

/** Throws `unsupported_protocol` for who does not speak it. */
export function requireTus({ headers }: ApiRequest): void {
  if (headers.get('tus-resumable') !== TUS_VERSION)
    throw new AppError('unsupported_protocol', { detail: `Tus-Resumable: ${TUS_VERSION}.` })
}

/** Throws `bad_request` where it is not said, or to be said later. */
export function readLength({ headers }: ApiRequest): number {
  return wholeNumber('Upload-Length', headers.get('upload-length'))
}

/** Throws `bad_request`. */
export function readOffset({ headers }: ApiRequest): number {
  return wholeNumber('Upload-Offset', headers.get('upload-offset'))
}

function wholeNumber(name: string, value: string | null): number {
  const number = /^\d{1,15}$/.test(value ?? '') ? Number(value) : null
  if (number === null) throw new AppError('bad_request', { detail: `${name}: a whole number.` })
  return number
}

/** Whether the body is a part of an upload. */
export function hasPart({ headers }: ApiRequest): boolean {
  return headers.get('content-type') === PART_TYPE
}

/** Throws `unsupported_content_type`. */
export function requirePart(request: ApiRequest): void {
  if (!hasPart(request)) throw new AppError('unsupported_content_type', { detail: `Use ${PART_TYPE}.` })
}

interface Metadata {
  name: string
  /** The header to the letter; null where there is none. */
  metadata: string | null
  /** By its type; null where that says none of ours. */
  kind: MediaKind | null
}

/** Names and values in base64, comma-separated. Throws `bad_request`. */
export function readMetadata({ headers }: ApiRequest): Metadata {
  const metadata = headers.get('upload-metadata')
  const header = metadata ?? ''
  if (header.length > METADATA_CHARS_MAX)
    throw new AppError('bad_request', {
      detail: `Upload-Metadata: at most ${METADATA_CHARS_MAX} characters.`,
    })
  const values = new Map(header.split(',').map(toEntry))
  return {
    metadata,
    name: (values.get('filename') ?? '').slice(0, NAME_CHARS_MAX),
    kind: kindOf(values.get('filetype') ?? ''),
  }
}

function toEntry(pair: string): [string, string] {
  const [name = '', value = ''] = pair.trim().split(' ')
  if (!/^[\w+/-]*={0,2}$/.test(value))
    throw new AppError('bad_request', { detail: 'Upload-Metadata: base64.' })
  return [name, Buffer.from(value, 'base64').toString().replaceAll('\0', '')]
}

function kindOf(type: string): MediaKind | null {
  const kind = /^(image|video|audio)\//.exec(type)?.[1]
  return kind === undefined ? null : (kind as MediaKind)
}
