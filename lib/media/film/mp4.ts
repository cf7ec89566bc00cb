import type { FileHandle } from 'node:fs/promises'
import { type Box, boxesIn, topBoxes } from './boxes'
import { damagedFilm, type FilmFacts, notPlayable } from './facts'

/** The box that says what is where: of six hours some 20 MiB. */
const INDEX_BYTES_MAX = 32 * 1024 * 1024
/** Baseline, main, extended and high: eight bits, with a quarter of the colours. */
const H264_PROFILES: ReadonlySet<number> = new Set([66, 77, 88, 100])
/** ISO/IEC 14496-1, table 5: AAC, as MPEG-4 and as MPEG-2 have it. */
const AAC: ReadonlySet<number> = new Set([0x40, 0x66, 0x67, 0x68])

/**
 * An MP4 that every browser plays: H.264 with AAC, or AAC alone, told by its boxes. Throws `unsupported_media`: `not_playable`
 * for any other, `damaged` for what is not whole.
 */
export async function readMp4(file: FileHandle, size: number): Promise<FilmFacts> {
  const top = await topBoxes(file, size)
  const index = top.find(({ kind }) => kind === 'moov')
  if (index === undefined || !top.some(({ kind }) => kind === 'mdat')) throw damagedFilm()
  if (index.end - index.start > INDEX_BYTES_MAX) throw damagedFilm()
  // In pieces: not every browser plays those as a file.
  if (top.some(({ kind }) => kind === 'moof')) throw notPlayable()
  const bytes = Buffer.alloc(index.end - index.start)
  await file.read(bytes, 0, bytes.length, index.start)
  const inIndex = boxesIn(bytes)
  const tracks = inIndex.filter(({ kind }) => kind === 'trak').map((box) => readTrack(bytes, box, size))
  const film = tracks.find(({ handler }) => handler === 'vide')
  const sound = tracks.find(({ handler }) => handler === 'soun')
  if (film === undefined && sound === undefined) throw damagedFilm()
  if (tracks.some(({ plays, handler }) => !plays && (handler === 'vide' || handler === 'soun')))
    throw notPlayable()
  const shape = film === undefined ? { width: 0, height: 0 } : film.shape
  if (film !== undefined && (shape.width === 0 || shape.height === 0)) throw damagedFilm()
  return {
    kind: film === undefined ? 'audio' : 'video',
    container: 'mp4',
    mime: film === undefined ? 'audio/mp4' : 'video/mp4',
    ...shape,
    durationMs: readDuration(bytes, inIndex),
    isForWeb: true,
  }
}

interface Track {
  handler: string
  plays: boolean
  shape: { width: number; height: number }
}

function readTrack(bytes: Buffer, track: Box, fileSize: number): Track {
  const inTrack = boxesIn(bytes, track.start, track.end)
  const inMedia = within(bytes, inTrack, 'mdia')
  const handler = find(inMedia, 'hdlr')
  const inInfo = within(bytes, inMedia, 'minf')
  const inTable = within(bytes, inInfo, 'stbl')
  requireOwnBytes(bytes, within(bytes, inInfo, 'dinf'))
  requireWithin(bytes, inTable, fileSize)
  return {
    handler: text(bytes, handler.start + 8),
    plays: isPlayable(bytes, find(inTable, 'stsd')),
    shape: readShape(bytes, find(inTrack, 'tkhd')),
  }
}

/** ISO/IEC 14496-12, section 8.5.2. */
function isPlayable(bytes: Buffer, descriptions: Box): boolean {
  const [entry] = boxesIn(bytes, descriptions.start + 8, descriptions.end)
  if (entry === undefined) throw damagedFilm()
  if (entry.kind === 'avc1' || entry.kind === 'avc3') {
    const config = boxesIn(bytes, entry.start + 78, entry.end).find(({ kind }) => kind === 'avcC')
    return config !== undefined && H264_PROFILES.has(bytes[config.start + 1] ?? 0)
  }
  if (entry.kind !== 'mp4a') return false
  const config = boxesIn(bytes, entry.start + 28, entry.end).find(({ kind }) => kind === 'esds')
  return config !== undefined && AAC.has(objectType(bytes.subarray(config.start + 4, config.end)))
}

/** ISO/IEC 14496-1, section 7.2.6: in the description of the stream, the one of its decoder. */
function objectType(descriptor: Buffer): number {
  const body = skipLength(descriptor, 1)
  if (descriptor[0] !== 0x03) return 0
  const flags = descriptor[body + 2] ?? 0
  const optional =
    (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + (descriptor[body + 3] ?? 0) : 0) + (flags & 0x20 ? 2 : 0)
  const decoder = body + 3 + optional
  return descriptor[decoder] === 0x04 ? (descriptor[skipLength(descriptor, decoder + 1)] ?? 0) : 0
}

/** Lengths are of up to four bytes, of which all but the last have their first bit set. */
function skipLength(bytes: Buffer, from: number): number {
  let at = from
  while (at < from + 3 && ((bytes[at] ?? 0) & 0x80) !== 0) at += 1
  return at + 1
}

/** Section 8.7.2: a track may say that its bytes lie in another file. */
function requireOwnBytes(bytes: Buffer, inData: Box[]): void {
  const references = find(inData, 'dref')
  for (const { start } of boxesIn(bytes, references.start + 8, references.end))
    if (((bytes[start + 3] ?? 0) & 1) === 0) throw damagedFilm()
}

/** Section 8.7.5: every part of it lies within the file. */
function requireWithin(bytes: Buffer, inTable: Box[], fileSize: number): void {
  const places = inTable.find(({ kind }) => kind === 'stco' || kind === 'co64')
  if (places === undefined || places.end - places.start < 8) throw damagedFilm()
  const width = places.kind === 'stco' ? 4 : 8
  const count = bytes.readUInt32BE(places.start + 4)
  if (count === 0 || places.start + 8 + count * width > places.end) throw damagedFilm()
  for (let at = places.start + 8; at < places.start + 8 + count * width; at += width) {
    const place = width === 4 ? bytes.readUInt32BE(at) : Number(bytes.readBigUInt64BE(at))
    if (place >= fileSize) throw damagedFilm()
  }
}

/** Section 8.3.2: as it is shown, turned by the matrix where it was filmed upright. */
function readShape(bytes: Buffer, header: Box): { width: number; height: number } {
  const size = header.end - 8
  const matrix = size - 36
  if (matrix < header.start) throw damagedFilm()
  const [width, height] = [bytes.readUInt16BE(size), bytes.readUInt16BE(size + 4)]
  const isTurned = bytes.readInt32BE(matrix) === 0 && bytes.readInt32BE(matrix + 4) !== 0
  return isTurned ? { width: height, height: width } : { width, height }
}

/** Section 8.2.2. */
function readDuration(bytes: Buffer, inIndex: Box[]): number {
  const { start, end } = find(inIndex, 'mvhd')
  const isLong = bytes[start] === 1
  if (end - start < (isLong ? 32 : 20)) throw damagedFilm()
  const scale = bytes.readUInt32BE(start + (isLong ? 20 : 12))
  const duration = isLong ? Number(bytes.readBigUInt64BE(start + 24)) : bytes.readUInt32BE(start + 16)
  if (scale === 0 || duration === 0) throw damagedFilm()
  return Math.round((duration / scale) * 1_000)
}

function within(bytes: Buffer, boxes: Box[], kind: string): Box[] {
  const { start, end } = find(boxes, kind)
  return boxesIn(bytes, start, end)
}

function find(boxes: Box[], kind: string): Box {
  const found = boxes.find((box) => box.kind === kind)
  if (found === undefined) throw damagedFilm()
  return found
}

const text = (bytes: Buffer, at: number) => bytes.toString('latin1', at, at + 4)
