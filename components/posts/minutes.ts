import { withoutWritten } from '@/lib/schema/written-picture'

const CHARACTERS_A_MINUTE = 1_200

/** Of the words alone: where a picture stands is written in a long word. */
export const charactersIn = (text: string) => withoutWritten(text).length

/** How long a text takes to read. */
export function minutesToRead(text: string): number {
  return Math.round(charactersIn(text) / CHARACTERS_A_MINUTE)
}
