import { notReadable, type PictureFacts } from './facts'

const CHANNELS = 4
const IMAGE = 0x2c
const EXTENSION = 0x21
const SCREEN_END = 13
const IMAGE_HEADER = 10

export function isGif(bytes: Buffer): boolean {
  return /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
export function readGif(bytes: Buffer): PictureFacts {
  if (bytes.length < SCREEN_END) throw notReadable()
  let width = bytes.readUInt16LE(6)
  let height = bytes.readUInt16LE(8)
  let frames = 0
  let at = SCREEN_END + tableBytes(bytes[10] as number)
  // Two are enough to know that it moves.
  while (at < bytes.length && frames < 2) {
    const block = bytes[at]
    if (block === EXTENSION) at = afterBlocks(bytes, at + 2)
    else if (block === IMAGE && at + IMAGE_HEADER <= bytes.length) {
      frames += 1
      // A frame may lie outside of the screen, which then grows.
      width = Math.max(width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5))
      height = Math.max(height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7))
      at = afterBlocks(bytes, at + IMAGE_HEADER + tableBytes(bytes[at + 9] as number) + 1)
    } else break
  }
  if (frames === 0 || width === 0 || height === 0) throw notReadable()
  return {
    format: 'GIF',
    width,
    height,
    heldBytes: width * height * CHANNELS,
    passes: 1,
    frames,
    tiles: 1,
    endless: false,
  }
}

/** Of the colours that follow, if the flags say that some do. */
function tableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

/** Data comes in blocks that begin with their length; an empty one ends it. */
function afterBlocks(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] as number)
  return at + 1
}
