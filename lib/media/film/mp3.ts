import type { FileHandle } from 'node:fs/promises'
import { damagedFilm, type FilmFacts } from './facts'

/** Between the tag and the first frame there may be some padding. */
const LOOKED_THROUGH_BYTES = 64 * 1024
/** So many frames one after the other are no chance. */
const FRAMES_MIN = 3
/** ISO/IEC 11172-3 and 13818-3, layer III, in kbit/s. */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const SAMPLES_PER_SECOND = [44_100, 48_000, 32_000]

/** An MP3, by its first frames. Throws `unsupported_media` for anything else. */
export async function readMp3(file: FileHandle, size: number): Promise<FilmFacts> {
  const from = await afterTag(file)
  const bytes = Buffer.alloc(LOOKED_THROUGH_BYTES)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
  const found = firstFrame(bytes.subarray(0, bytesRead))
  if (found === null) throw damagedFilm()
  const { at, frame } = found
  const frames = countedFrames(bytes, at, frame) ?? (size - from - at) / frame.bytes
  return {
    kind: 'audio',
    container: 'mp3',
    mime: 'audio/mpeg',
    width: 0,
    height: 0,
    durationMs: Math.max(1, Math.round((frames * frame.samples * 1_000) / frame.perSecond)),
    isForWeb: true,
  }
}

/** https://id3.org/id3v2.4.0-structure, section 3.1. */
async function afterTag(file: FileHandle): Promise<number> {
  const head = Buffer.alloc(10)
  await file.read(head, 0, 10, 0)
  if (head.toString('latin1', 0, 3) !== 'ID3') return 0
  const length = head.subarray(6).reduce((sum, seven) => sum * 128 + (seven & 0x7f), 0)
  return 10 + length + (((head[5] ?? 0) & 0x10) !== 0 ? 10 : 0)
}

interface Frame {
  bytes: number
  samples: number
  perSecond: number
  /** Where its sound begins, behind its head and side information. */
  body: number
}

function firstFrame(bytes: Buffer): { at: number; frame: Frame } | null {
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    const frame = readFrame(bytes, at)
    if (frame !== null && isFollowed(bytes, at + frame.bytes)) return { at, frame }
  }
  return null
}

function isFollowed(bytes: Buffer, from: number): boolean {
  let at = from
  for (let frames = 1; frames < FRAMES_MIN; frames += 1) {
    const frame = readFrame(bytes, at)
    if (frame === null) return false
    at += frame.bytes
  }
  return true
}

function readFrame(bytes: Buffer, at: number): Frame | null {
  if (at + 4 > bytes.length) return null
  const head = bytes.readUInt32BE(at)
  const version = (head >>> 19) & 3
  const layer = (head >>> 17) & 3
  const perSecondOfFirst = SAMPLES_PER_SECOND[(head >>> 10) & 3]
  if (head >>> 21 !== 0x7ff || layer !== 1 || version === 1 || perSecondOfFirst === undefined) return null
  const isFirst = version === 3
  const rate = (isFirst ? RATES_1 : RATES_2)[(head >>> 12) & 15]
  if (rate === undefined || rate === 0) return null
  const perSecond = perSecondOfFirst / (isFirst ? 1 : version === 2 ? 2 : 4)
  const samples = isFirst ? 1_152 : 576
  const padding = (head >>> 9) & 1
  const isMono = ((head >>> 6) & 3) === 3
  const side = isFirst ? (isMono ? 17 : 32) : isMono ? 9 : 17
  return {
    bytes: Math.floor((samples / 8) * ((rate * 1_000) / perSecond)) + padding,
    samples,
    perSecond,
    body: 4 + side,
  }
}

/** What an encoder has written into the first frame where frames are not all alike. */
function countedFrames(bytes: Buffer, at: number, frame: Frame): number | null {
  const tag = at + frame.body
  if (tag + 12 > bytes.length || !/^(Xing|Info)$/.test(bytes.toString('latin1', tag, tag + 4))) return null
  const hasCount = (bytes.readUInt32BE(tag + 4) & 1) !== 0
  const count = hasCount ? bytes.readUInt32BE(tag + 8) : 0
  return count === 0 ? null : count
}
