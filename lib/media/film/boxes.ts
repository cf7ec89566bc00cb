import type { FileHandle } from 'node:fs/promises'
import { damagedFilm } from './facts'

/** A box of the ISO base media format: ISO/IEC 14496-12, section 4.2. */
export interface Box {
  kind: string
  /** Of what is in it. */
  start: number
  end: number
}

/** Within one, or of the outermost: a film in one piece has five of these. */
const BOXES_MAX = 2_000
const HEAD_BYTES = 16

/** The outermost boxes of a file. Throws `unsupported_media` where they do not fit it. */
export async function topBoxes(file: FileHandle, size: number): Promise<Box[]> {
  const boxes: Box[] = []
  const head = Buffer.alloc(HEAD_BYTES)
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, at)
    const box = boxAt(head.subarray(0, bytesRead), at, size)
    if (box === null || boxes.length === BOXES_MAX) throw damagedFilm()
    boxes.push(box)
    at = box.end
  }
  return boxes
}

/**
 * The boxes in a part of what was read; what does not fit it is left out, with all that follows. Throws `unsupported_media`
 * where they are too many.
 */
export function boxesIn(bytes: Buffer, from = 0, to = bytes.length): Box[] {
  const boxes: Box[] = []
  for (let at = from; at < to; ) {
    const box = boxAt(bytes.subarray(at, to), at, to)
    if (box === null) break
    if (boxes.length === BOXES_MAX) throw damagedFilm()
    boxes.push(box)
    at = box.end
  }
  return boxes
}

/** The box that `bytes` begin with, which stand at `at` of the whole. */
function boxAt(bytes: Buffer, at: number, end: number): Box | null {
  if (bytes.length < 8) return null
  const short = bytes.readUInt32BE(0)
  if (short === 1 && bytes.length < 16) return null
  const size = short === 1 ? Number(bytes.readBigUInt64BE(8)) : short === 0 ? end - at : short
  const head = short === 1 ? 16 : 8
  if (size < head || at + size > end) return null
  return { kind: bytes.toString('latin1', 4, 8), start: at + head, end: at + size }
}
