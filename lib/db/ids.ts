import { randomBytes } from 'node:crypto'

let lastMs = 0
let counter = 0

/**
 * A UUID v7, RFC 9562 section 5.7: 48 bits of Unix milliseconds, then a counter, then randomness. Ids made by one
 * process grow strictly, so that ordering by id is ordering by age. `at` back-dates an id (demo content).
 */
export function newId(at?: Date): string {
  const bytes = randomBytes(16)
  let ms = at?.getTime() ?? Date.now()
  if (at === undefined) {
    if (ms <= lastMs) {
      ms = lastMs
      counter += 1
      if (counter > 0xfff) {
        counter = 0
        ms += 1
      }
    } else {
      counter = 0
    }
    lastMs = ms
    bytes[6] = counter >> 8
    bytes[7] = counter & 0xff
  }
  bytes.writeUIntBE(ms, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return toText(bytes)
}

/** No id of that moment or later is smaller: what is older is found by its id. */
export function firstIdAt(at: Date): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes[6] = 0x70
  bytes[8] = 0x80
  return toText(bytes)
}

function toText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
