import { type ClientRequest, request as httpRequest } from 'node:http'
import { MediaStatus } from '@/lib/schema/media'
import type { ApiClient, Reply } from './api-client'

/** Who sends. */
interface Sender {
  api: ApiClient
}

export const TUS = { 'tus-resumable': '1.0.0' }
const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' }

/** Begins an upload of so many bytes; `type` as a browser calls it. */
export function begin({ api }: Sender, length: number, type = 'video/mp4'): Promise<Reply> {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return api.call('POST', '/api/uploads', undefined, {
    ...TUS,
    'upload-length': String(length),
    'upload-metadata': `filename ${base64('Отпуск.bin')},filetype ${base64(type)}`,
  })
}

/** Its address. */
export async function beginAt(person: Sender, length: number, type?: string): Promise<string> {
  const reply = await begin(person, length, type)
  if (reply.status !== 201) throw new Error(reply.text)
  return reply.headers.get('location') ?? ''
}

export function sendPart({ api }: Sender, path: string, offset: number, bytes: Uint8Array): Promise<Reply> {
  return api.call('PATCH', path, bytes, { ...PART, 'upload-offset': String(offset) })
}

/** How far it is. */
export function look({ api }: Sender, path: string): Promise<Reply> {
  return api.call('HEAD', path, undefined, TUS)
}

/** A part that is sent by hand; a connection that breaks over it is none of a test's failures. */
export function partBy({ api }: Sender, path: string, offset: number, length: number): ClientRequest {
  const sending = httpRequest(api.url + path, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${api.token}`,
      ...PART,
      'upload-offset': String(offset),
      'content-length': length,
    },
  })
  return sending.on('error', () => {})
}

/** Sends these bytes of a part that has `length`, and is gone. */
export async function breakOff(
  sender: Sender,
  path: string,
  { offset = 0, bytes, length }: { offset?: number; bytes: Uint8Array; length: number },
): Promise<void> {
  const sending = partBy(sender, path, offset, length)
  await new Promise<void>((resolve) => sending.write(bytes, () => resolve()))
  for (const to = String(offset + bytes.length); ; )
    if ((await look(sender, path)).headers.get('upload-offset') === to) break
  sending.destroy()
}

/** Sends it as an upload in one part. */
export async function sendWhole(person: Sender, bytes: Uint8Array, type?: string): Promise<Reply> {
  return sendPart(person, await beginAt(person, bytes.length, type), 0, bytes)
}

/** The id of what it has become. */
export async function sendFilm(person: Sender, bytes: Uint8Array, type?: string): Promise<string> {
  const reply = await sendWhole(person, bytes, type)
  const id = reply.headers.get('fonana-media-id')
  if (reply.status !== 204 || id === null) throw new Error(`${reply.status} ${reply.text}`)
  return id
}

export async function statusOf({ api }: Sender, id: string): Promise<MediaStatus> {
  return (await api.get(`/api/media/${id}/status`)).as(MediaStatus)
}

const FRAME_BYTES = 417

/** Silence: frames of 26 ms, MPEG 1 layer III at 128 kbit/s. */
export function smallMp3(frames = 100): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES)
  frame.writeUInt32BE(0xfffb9000, 0)
  return Buffer.concat(Array.from({ length: frames }, () => frame))
}

function box(kind: string, ...content: (Buffer | number[])[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8, 0)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, body])
}

const zeros = (length: number) => Buffer.alloc(length)
const u32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4)
  return bytes
}

interface Mp4Wishes {
  codec?: string
  width?: number
  height?: number
  durationMs?: number
  /** Of what stands for the pictures. */
  bytes?: number
  /** Where its bytes are said to lie. */
  place?: number
  ownBytes?: boolean
  /** Empty ones in its index. */
  boxes?: number
}

/** The boxes of an H.264 film, with noise where its pictures would be: whole for who does not decode it. */
export function smallMp4({
  codec = 'avc1',
  width = 640,
  height = 360,
  durationMs = 4_000,
  bytes = 2_000,
  place = 32,
  ownBytes = true,
  boxes = 0,
}: Mp4Wishes = {}): Buffer {
  const shape = Buffer.alloc(8)
  shape.writeUInt16BE(width, 0)
  shape.writeUInt16BE(height, 4)
  const upright = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
  const description = box(codec, zeros(78), box('avcC', [1, 100, 0, 31, 0xff, 0xe0, 0]))
  const table = box(
    'stbl',
    box('stsd', u32(0, 1), description),
    box('stsz', u32(0, bytes, 1)),
    box('stco', u32(0, 1, place)),
  )
  const info = box('minf', box('dinf', box('dref', u32(0, 1), box('url ', u32(ownBytes ? 1 : 0)))), table)
  const medium = box('mdia', box('hdlr', u32(0, 0), Buffer.from('vide'), zeros(13)), info)
  const track = box('trak', box('tkhd', zeros(40), upright, shape), medium)
  const header = box('mvhd', u32(0, 0, 0, 1_000, durationMs), zeros(80))
  const empty = Array.from({ length: boxes }, () => box('free'))
  const file = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from('isomiso2avc1mp41'))
  return Buffer.concat([
    file,
    box('mdat', Buffer.alloc(bytes, 'noise ')),
    box('moov', header, ...empty, track),
  ])
}
