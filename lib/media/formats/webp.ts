import { notReadable, type PictureFacts } from './facts'

const CHANNELS = 4
const CHUNKS_AT = 12

export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
}

/** https://developers.google.com/speed/webp/docs/riff_container */
export function readWebp(bytes: Buffer): PictureFacts {
  const { width, height } = readSize(bytes)
  return {
    format: 'WebP',
    width,
    height,
    heldBytes: width * height * CHANNELS,
    passes: 1,
    frames: Math.max(1, countFrames(bytes)),
    tiles: 1,
    endless: false,
  }
}

/** What the first chunk says, which is that of the whole. */
function readSize(bytes: Buffer): { width: number; height: number } {
  const data = CHUNKS_AT + 8
  // The shortest that holds a size is a lossless one.
  if (bytes.length < data + 5) throw notReadable()
  const kind = bytes.toString('latin1', CHUNKS_AT, CHUNKS_AT + 4)
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(data + 1)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (bytes.length < data + 10) throw notReadable()
  if (kind === 'VP8 ')
    return { width: bytes.readUInt16LE(data + 6) & 0x3fff, height: bytes.readUInt16LE(data + 8) & 0x3fff }
  if (kind === 'VP8X')
    return { width: bytes.readUIntLE(data + 4, 3) + 1, height: bytes.readUIntLE(data + 7, 3) + 1 }
  throw notReadable()
}

function countFrames(bytes: Buffer): number {
  let frames = 0
  let at = CHUNKS_AT
  while (at + 8 <= bytes.length) {
    if (bytes.toString('latin1', at, at + 4) === 'ANMF') frames += 1
    const size = bytes.readUInt32LE(at + 4)
    at += 8 + size + (size % 2)
  }
  return frames
}
