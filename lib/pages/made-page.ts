import type { Hole, Part } from './gzip-parts'

/** What a page is put together from, besides its nonce. */
export interface MadePage {
  parts: (Part | Hole)[]
  headers: Readonly<Record<string, string>>
}

/** What it takes in memory, in bytes. */
export function sizeOf({ parts }: MadePage): number {
  return parts.reduce(
    (sum, part) => sum + (typeof part === 'string' ? 0 : part.plain.length + part.packed.length),
    0,
  )
}
