import { notReadable, type PictureFacts } from './facts'

/** A scan refines coefficients that are kept for the whole picture, in two bytes each. */
const COEFFICIENT_BYTES = 2

const END = 0xd9
const SCAN = 0xda
/** Start of frame, of the kinds that can be decoded: baseline, extended, progressive. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2])
const PROGRESSIVE = 0xc2

export function isJpeg(bytes: Buffer): boolean {
  return bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff
}

/** ITU-T T.81, annex B. Goes from marker to marker as decoders do: what they would decode again and again is counted. */
export function readJpeg(bytes: Buffer): PictureFacts {
  let frame: Frame | null = null
  let scans = 0
  let ended = false
  let at = nextMarker(bytes, 2)
  while (at < bytes.length && !ended) {
    const marker = bytes[at] as number
    if (marker === END) ended = true
    else if (isAlone(marker)) at = nextMarker(bytes, at + 1)
    else {
      if (at + 3 > bytes.length) break
      if (FRAMES.has(marker)) frame ??= readFrame(bytes, at)
      if (marker === SCAN) scans += 1
      at = nextMarker(bytes, at + 1 + bytes.readUInt16BE(at + 1))
    }
  }
  if (frame === null || scans === 0) throw notReadable()
  const { width, height, samples, isProgressive } = frame
  return {
    format: 'JPEG',
    width,
    height,
    // A baseline picture is decoded line by line, and made smaller on the way.
    heldBytes: isProgressive || scans > 1 ? samples * COEFFICIENT_BYTES : 0,
    passes: scans,
    frames: 1,
    tiles: 1,
    endless: !ended,
  }
}

/** Restart marks and the like: no length follows. */
function isAlone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

/** Where the code of the next marker stands: between markers is the picture itself, in which a zero follows each 0xff. */
function nextMarker(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at !== -1) {
    while (bytes[at] === 0xff) at += 1
    if (at >= bytes.length || bytes[at] !== 0) return at
    at = bytes.indexOf(0xff, at)
  }
  return bytes.length
}

interface Frame {
  width: number
  height: number
  /** Of all components together. */
  samples: number
  isProgressive: boolean
}

function readFrame(bytes: Buffer, at: number): Frame {
  const components = bytes[at + 8] ?? 0
  if (at + 9 + components * 3 > bytes.length) throw notReadable()
  const height = bytes.readUInt16BE(at + 4)
  const width = bytes.readUInt16BE(at + 6)
  const sampling = Array.from({ length: components }, (_, index) => {
    const factors = bytes[at + 10 + index * 3] as number
    return { across: factors >> 4, down: factors & 15 }
  })
  const across = Math.max(...sampling.map((one) => one.across))
  const down = Math.max(...sampling.map((one) => one.down))
  if (width === 0 || height === 0 || !(across > 0 && down > 0)) throw notReadable()
  const perPixel = sampling.reduce((sum, one) => sum + (one.across * one.down) / (across * down), 0)
  return { width, height, samples: width * height * perPixel, isProgressive: bytes[at] === PROGRESSIVE }
}
