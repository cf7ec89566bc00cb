import { notReadable, type PictureFacts } from './facts'

const CHANNELS = 4
/** With more than eight bits, its decoder keeps it in several forms at once. */
const DEEP = 4
/** Brands of pictures that are coded by HEVC, as iPhones keep them. */
const HEIC = /^(hei[cxms]|hev[cxms]|mif1|msf1)$/
const AVIF = /^avi[fs]$/

/** A picture of the ISO base media format, by the brands in its first box; null for anything else. */
export function brandOf(bytes: Buffer): 'AVIF' | 'HEIC' | null {
  if (bytes.length < 16 || bytes.toString('latin1', 4, 8) !== 'ftyp') return null
  const end = Math.min(bytes.readUInt32BE(0), bytes.length)
  const brands: string[] = []
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(bytes.toString('latin1', at, at + 4))
  if (brands.some((brand) => AVIF.test(brand))) return 'AVIF'
  return brands.some((brand) => HEIC.test(brand)) ? 'HEIC' : null
}

/** ISO/IEC 14496-12 and 23008-12: the boxes that say how large its pictures are, and how many. */
export function readIsoPicture(bytes: Buffer, format: 'AVIF' | 'HEIC'): PictureFacts {
  const top = boxesIn(bytes, 0, bytes.length)
  const meta = top.find(({ kind }) => kind === 'meta')
  if (meta === undefined) throw notReadable()
  const inMeta = boxesIn(bytes, meta.start + 4, meta.end)
  const properties = inMeta
    .filter(({ kind }) => kind === 'iprp')
    .flatMap(({ start, end }) => boxesIn(bytes, start, end))
    .filter(({ kind }) => kind === 'ipco')
    .flatMap(({ start, end }) => boxesIn(bytes, start, end))
  const sizes = properties
    .filter(({ kind, start, end }) => kind === 'ispe' && end - start >= 12)
    .map(({ start }) => ({ width: bytes.readUInt32BE(start + 4), height: bytes.readUInt32BE(start + 8) }))
  // Its tiles, its transparency and its thumbnail have sizes of their own: the largest is that of the whole.
  const [largest] = sizes.sort((one, other) => other.width * other.height - one.width * one.height)
  if (largest === undefined || largest.width === 0 || largest.height === 0) throw notReadable()
  const isDeep = properties.some(
    ({ kind, start, end }) => kind === 'pixi' && bytes.subarray(start + 5, end).some((bits) => bits > 8),
  )
  const items = inMeta.find(({ kind }) => kind === 'iinf')
  return {
    format,
    ...largest,
    heldBytes: largest.width * largest.height * CHANNELS * (isDeep ? DEEP : 1),
    passes: 1,
    // A sequence has a film beside its first picture, and says so in its first word.
    frames: top.some(({ kind }) => kind === 'moov') || bytes.toString('latin1', 8, 12) === 'avis' ? 2 : 1,
    tiles: items === undefined ? 1 : countItems(bytes, items),
    endless: false,
  }
}

interface Box {
  kind: string
  /** Of what is in it. */
  start: number
  end: number
}

function boxesIn(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = []
  let at = from
  while (at + 8 <= to) {
    const short = bytes.readUInt32BE(at)
    if (short === 1 && at + 16 > to) break
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short
    const head = short === 1 ? 16 : 8
    if (size < head || at + size > to) break
    boxes.push({ kind: bytes.toString('latin1', at + 4, at + 8), start: at + head, end: at + size })
    at += size
  }
  return boxes
}

function countItems(bytes: Buffer, { start, end }: Box): number {
  if (end - start < 8) throw notReadable()
  return bytes[start] === 0 ? bytes.readUInt16BE(start + 4) : bytes.readUInt32BE(start + 4)
}
