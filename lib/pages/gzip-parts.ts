import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

/** A part of an answer that can be put together with others, packed or as it is. */
export interface Part {
  plain: Buffer
  /** A run of deflate blocks that ends at a whole byte. https://www.rfc-editor.org/rfc/rfc1951 */
  packed: Buffer
}

/** Stands for what differs in each answer. */
export type Hole = 'nonce'

/** Quick: most parts are made anew for each answer. */
const QUICK = 3
/** For what is kept as long as the process lives. */
const BEST = 9

export async function packPart(text: string, level = QUICK): Promise<Part> {
  const plain = Buffer.from(text)
  if (plain.length === 0) return { plain, packed: plain }
  return { plain, packed: await deflate(plain, { level, finishFlush: constants.Z_SYNC_FLUSH }) }
}

export const packForGood = (text: string) => packPart(text, BEST)

/** So short that it is sent as it is: one block that is stored. */
export function storePart(text: string): Part {
  const plain = Buffer.from(text)
  const head = Buffer.alloc(5)
  head.writeUInt16LE(plain.length, 1)
  head.writeUInt16LE(~plain.length & 0xffff, 3)
  return { plain, packed: Buffer.concat([head, plain]) }
}

/** No name, no time, any system: https://www.rfc-editor.org/rfc/rfc1952#page-6 */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** An empty block that is the last. */
const END = Buffer.from([0x03, 0x00])

/** Parts of a text, in order, and a hole where the mark stood. */
export async function packAround(text: string, mark: string): Promise<(Part | Hole)[]> {
  const parts = await Promise.all(text.split(mark).map(packForGood))
  return parts.flatMap((part, index) => (index === 0 ? [part] : ['nonce', part]))
}

/** What gzip would make of the parts, one after the other. */
export function joinPacked(parts: readonly Part[]): Buffer {
  let sum = 0
  let length = 0
  for (const { plain } of parts) {
    sum = crc32(plain, sum)
    length += plain.length
  }
  const tail = Buffer.alloc(8)
  tail.writeUInt32LE(sum, 0)
  tail.writeUInt32LE(length, 4)
  return Buffer.concat([HEAD, ...parts.map(({ packed }) => packed), END, tail])
}

export function joinPlain(parts: readonly Part[]): Buffer {
  return Buffer.concat(parts.map(({ plain }) => plain))
}
