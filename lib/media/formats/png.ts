import { notReadable, type PictureFacts } from './facts'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const HEADER_END = 33
/** By colour type; a palette is decoded to colours, perhaps with a transparent one. */
const CHANNELS = new Map([
  [0, 1],
  [2, 3],
  [3, 4],
  [4, 2],
  [6, 4],
])

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)
}

/** https://www.w3.org/TR/png-3/ */
export function readPng(bytes: Buffer): PictureFacts {
  if (bytes.length < HEADER_END || bytes.toString('latin1', 12, 16) !== 'IHDR') throw notReadable()
  const width = bytes.readUInt32BE(16)
  const height = bytes.readUInt32BE(20)
  const sampleBytes = bytes[24] === 16 ? 2 : 1
  const channels = CHANNELS.get(bytes[25] as number)
  if (channels === undefined || width === 0 || height === 0) throw notReadable()
  const isInterlaced = bytes[28] === 1
  return {
    format: 'PNG',
    width,
    height,
    heldBytes: width * height * channels * sampleBytes,
    // Interlaced, it comes in seven pictures that add up to one, each put in its place.
    passes: isInterlaced ? 2 : 1,
    frames: countFrames(bytes),
    tiles: 1,
    endless: false,
  }
}

/** A moving one says so before its first pixels. */
function countFrames(bytes: Buffer): number {
  let at = HEADER_END
  while (at + 12 <= bytes.length) {
    const kind = bytes.toString('latin1', at + 4, at + 8)
    if (kind === 'acTL') return bytes.readUInt32BE(at + 8)
    if (kind === 'IDAT') return 1
    at += 12 + bytes.readUInt32BE(at)
  }
  return 1
}
